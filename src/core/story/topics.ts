/** Topics: what political headlines of seven languages say in many words for one thing, folded. */

/**
 * One topic a line: its name, then its forms in English, German, French, Dutch, Italian, Spanish and Polish, written as
 * in the places. It is a thesaurus of a politics desk, general on purpose: it joins wordings of one event across
 * languages and styles and knows no event. Names stand here only where headlines use them in place of an office
 * (`us-president`, `secretary-general`); revise those when the office changes hands.
 */
export const TOPICS = `
nato nato otan navo alliance alliances alliantie bundnis* alianza alleanza sojusz sojuszu sojuszem nordatlantik* bondgenootschap*
eu eu ue european_union europaische_union europaischen_union union_europeenne europese_unie unione_europea union_europea unia_europejska unii_europejskiej european_commission eu_kommission
un un_ united_nations vereinte_nationen nations_unies verenigde_naties nazioni_unite naciones_unidas onz onu vn
europe europe europa europas european* europa* europe* kontinent* continent*
us-president usa_president american_president president_elect trump* donald usa_prasident* president_americain presidente_usa presidente_estadounidense amerikaanse_president prezydent_usa prezydenta_usa prezydentowi_usa prezydentem_usa white_house oval_office weisse_haus weissen_haus weisses_haus maison_blanche witte_huis casa_bianca casa_blanca bialy_dom bialego_domu bialym_domu
secretary-general rutte* secretary_general secretary_generals sec_gen generalsekretar* nato_generalsekretar* secretaire_general secretaris_generaal segretario_generale secretario_general sekretarz_generalny sekretarza_generalnego sekretarz_nato nato_chief alliance_chief nato_head nato_boss nato_leader nato_chef navo_baas navo_chef navo_topman patron_de_l_otan chef_de_l_otan jefe_de_la_otan szef_nato szefa_nato capo_della_nato numero_uno_della_nato
leader leader* staatschef* regierungschef* dirigeant* leiders regeringsleider* lider lideres liderow przywod* head_of_state heads_of_state head_of_government heads_of_government
ally ally allies allied verbundete* allie alliees bondgenoot bondgenoten alleat* aliado* sojusznik* sojusznic* partner partners partnern partenaires
president president presidents presidential prasident* president* presidente* prezydent*
premier premier premiers prime_minister* pm taoiseach ministerprasident* premierminister* premier_ministre premiere_ministre minister_president eerste_minister primo_ministro primer_ministro chancellor* kanzler* bundeskanzler* chancelier* kanselier* bondskanselier* cancellier* canciller* kanclerz* premiera premierow
minister minister* ministr* secretary_of_state secretary_of_defense secretary_of_war defense_secretary defence_secretary
government government* cabinet* regierung* gouvernement* regering* kabinet* governo* gobierno* rzad rzadu rzadow rzadowi coalition* koalition* coalicion* coalitie* coalizion* koalicj*
deputy deputy deputies stellvertret* vize* vice adjoint* plaatsvervang* adjunct* zastepc* wice* number_two no_2
ambassador ambassador* envoy* botschafter* ambassad* ambasciat* embajador* ambasador* gezant* gesandt* sondergesandt* wyslannik* enviado* inviato emissair* emissar* permanent_representative*
diplomat diplomat* diplomac*
general generals lt_gen maj_gen brig_gen general generale generali generaux generaal generaals generales generalow generalowie brigadier*
admiral admiral* amiral* admiraal* ammiragli* almirant*
commander commander* command befehlshaber* oberbefehlshaber* kommandeur* kommando commandement* commandant* bevelhebber* comandant* comando comandi dowodc* dowodz* dowodzt* saceur dsaceur supreme_allied
military-chief chief_of_defence chief_of_defense defence_chief* defense_chief* chief_of_staff chiefs_of_staff joint_chiefs generalinspekteur* chef_d_etat_major etat_major commandant_der_strijdkrachten stato_maggiore estado_mayor szef_sztabu armed_forces_chief* army_chief* air_force_chief navy_chief top_brass top_general top_military top_officer top_soldier military_chief* hoogste_militair* oberster_militar oberste_militar ranghochst* inspecteur_general
army army armies armed_forces armee* streitkraft* forces_armees leger* krijgsmacht* strijdkrachten landmacht esercito forze_armate ejercito fuerzas_armadas armia armii wojsk* sily_zbrojne bundeswehr* military militar* militair* militaire* militari
troops troop* soldier* soldat* zolnierz* brigade* brygad* battalion* bataillon* battaglion* batallon* batalion* battlegroup* garrison* truppe* troupe* tropa tropas contingent* rotation marines boots_on_the_ground regiment*
deploy deploy* stationier* stationn* entsend* station stationed dispieg* desplieg* desplegar rozmieszcz* stationering
withdraw withdraw* pull_out pull_outs pulls_out pull_back pulls_back pullout pullback withdrew abzug* abzieh* zieht_ab retrait* retir* terugtrek* terugtrekk* ritir* retirada wycof* drawdown*
base base bases stutzpunkt* luftwaffenbasis militarbasis militarbasen basis legerbasis basi baza bazy bazie
retired retired former ehemalig* fruher* ancien anciens ancienne voormalig* oud_ ex pensioniert* emeryt* w_stanie_spoczynku
veteran veteran*
parliament parliament* parlament* parlement* bundestag* bundesrat* commons house_of_lords congress* congreso kongres* senate senat* senato senado senador* sejm* seimas* riksdag* folketing* storting* saeima riigikogu oireachtas dail tweede_kamer kamer eerste_kamer lawmaker* legislator* mp mps abgeordnet* depute deputes deputat* diputad* deputati deputato kamerleden kamerlid poslow* poslan* posel parlamentari* capitol_hill house_of_representatives bipartisan cortes assemblee_nationale camera_dei_deputati congressm*
committee committee* ausschuss* comite comites commission_des commissie commissies commissione comitato comision* komisj* komitet* panel subcommittee*
opposition opposition* oppositie* opposizion* oposicion* opozycj*
vote vote votes voted voting abstimm* abgestimmt de:stimmt de:stimmten votation* scrutin stemming stemmen stemt gestemd voto voti votos votar* votacion* votazion* vota votano glosow* glosuj* ballot* referend*
election election* elections wahl wahlen wahlsieg* wahlkampf* verkiezing* elezion* eleccion* elector* wybor* exit_poll* neuwahl* polls_open
resolution resolution* motion motions entschliess* antrag* motie* mozion* mocion* uchwal* rezoluc* bill bills gesetz* loi lois wet wetsvoorstel legge ley leyes ustaw* amendment*
inquiry inquir* enquiry probe probes investigat* untersuch* enquete* onderzoek* inchiest* indagin* investig* sledztw* dochodz* hearing* anhorung* hoorzitting* udienza przesluch*
demand demand* fordert* fordern forder* verlang* reclam* exig* exij* eist eisen eiste pretend* chied* zada zadaj* wezwa* wzywa* call_for calls_for called_for calls_on call_on urge* insist* press presses pressed push_for pushes_for seek seeks pide piden pedir
debate debat* aussprache dibattit* odpowiedz* answers explain* rede_und_antwort wyjasni*
threat threat* threaten* droh* androh* menac* dreig* minacc* amenaz* groz* blackmail* erpress* chantage* ricatt* chantaje* szantaz* ultimat* coerc*
warn warn* avert* waarschuw* avvert* advert* advier* ostrzeg* przestrzeg* mahnt* alarm* mise_en_garde met_en_garde
criticise critici* kritisier* kritik* critiqu* bekritis* critic* krytyk* slam slams slammed blast blasts blasted lash* hits_out hit_out rebuk* swipe condemn* verurteil* condamn* veroorde* condann* conden* potepi* chide* scold* ridicul* mock*
reject reject* refus* weiger* verweiger* zuruckgewies* weist_zuruck lehnt_ab lehnen_ab ablehn* rejet* wijst_af afwijz* respin* rifiut* rechaz* odrzuc* odmaw* odmow* turn_down turns_down rebuff* rules_out rule_out says_no
block veto* block* blockier* bloqu* blocc* blokk* blokuj* zablok* halt* stop stops stopped stoppt bar bars barred oppos* resist* thwart* prevent* verhinder*
praise prais* laud* hail* thank* gratitude grateful compliment* flatter* lob lobt loben lobte lobten lobes dank dankt danken bedank* elog* louang* loue louent salue saluent saluer merci remerci* prijst prijzen lof lodano loda lodi ringrazi* grazie alaba* gracias agradec* agradez* dziekuj* podziek* chwal* pochw* schmeich* vlei* adul* tribute* hommage credits credited applaud* admir* shower* gush* fawn* paean salut* encomi* kudos
loyalty loyal* treue* loyaut* fidel* leal* lojaln* wiern* allegian* obedien* gehorsam*
support support* back backs backed backing endors* unterstutz* soutien* soutient steun* steunt sostegn* sostien* appoggi* apoyo* apoya* respald* poparc* popiera* wspier* stands_by stand_by
attack attack* strike strikes struck raid* angriff* greift_an angegriffen attaqu* aanval* attacc* ataque* ataca* atak* uderz* schlag schlage frappe frappes bombar* bomb* airstrike* shelling
war war wars krieg* guerre* oorlog* guerra* wojn* conflict* konflikt* conflit*
missile missile* rocket* rakete* roquette* raket raketten misil* missili rakiet*
drone drone* drohn* dron drony dronow dronami
peace peace* frieden* paix vrede* it:pace es:paz pokoj pokoju pokojow* ceasefire* truce waffenruhe* waffenstillstand* cessez_le_feu wapenstilstand* staakt_het_vuren tregua alto_el_fuego rozejm* zawieszenie_broni
talks talks talk negotiat* verhandl* gesprach* pourparler* negoci* onderhandel* gesprek* colloqui* negozia* rozmow* negocj* trattativ* conversacion*
meeting meeting* meet meets treffen trifft trafen rencontr* ontmoet* incontr* reunion* reuni* spotka* hosts host
visit visit* trip besuch* visite* bezoek* visita* wizyt* reise* arrives ankunft
summit summit* gipfel* sommet* nl:top topoverleg navo_top vertice vertici cumbre* szczyt szczytu szczyci* szczytow*
deal deal deals agreement* agree agrees agreed abkommen* einig* accord* akkoord* overeen* accordo acuerd* umow* porozum* pact pacts pakt* pacto* patto treaty* treaties vertrag* trait* verdrag* trattat* tratad* traktat*
spending spending spend spends expenditure* ausgab* depens* uitgav* spesa spese gasto gastos wydatk* outlay* rustungsausgab* verteidigungsausgab*
budget budget* haushalt* begroting* bilanci* presupuest* budzet*
defence defence defense verteidig* defens* difes* obron* landsverdediging
security security sicherheit* securit* veiligheid* sicurezz* segurid* bezpieczen*
weapon weapon* arms waffen* rustung* armement* wapen* bewapen* armament* zbroj* uzbroj* bron broni munition* ammunition
jet jet jets kampfjet* kampfflug* avion* gevechtsvliegtu* caccia caza cazas mysliwc* f_35 f_35s f35 f_16 f_16s warplane* aircraft flugzeug* vliegtuig* samolot*
ship frigate* fregat* ship ships warship* schiff* navire* schip schepen nave navi buque* okret* statek* vessel* tanker* destroyer* submarin* u_boot
cable cable* kabel* cavo_sottomarino cavi_sottomarini seekabel* unterseekabel* kabl*
percent percent per_cent prozent* pour_cent procent* por_ciento per_cento pct percentage
target target* goal goals ziel* objectif* doel* obiettiv* objetiv* cel celu cele norm norma normy benchmark* quota quotas zielmarke*
deadline deadline* frist* stichtag* echeanc* delai* termijn* scadenz* plazo* termin terminu timetable* timeline* date_limite earlier brought_forward pulled_forward bring_forward vorgezogen vorzieh* naar_voren adelant* anticip* przyspiesz*
exempt exempt* opt_out opt_outs waiver* waive* carve_out carve_outs ausnahme* exempti* uitzonder* esenzion* esent* exencion* wyjat* zwolnien*
review review* audit* uberpruf* prufung controle* toetsing* verifica* revision* revisar przeglad* rule_book rulebook rules
tariff tariff* zoll* zolle strafzoll* droits_de_douane douane* heffing* invoerheffing* dazi dazio arancel* pl:cla pl:clami levy levies trade_war handelskrieg* import_duties duties
sanction sanction* sanktion* sanctie* sanzion* sancion* sankcj*
punish penalt* penalis* penaliz* punish* straf* bestraf* castig* kara kary ukar* retaliat* vergelt* expel* suspend* ausschluss* exclu*
court court courts attorney_general generalstaatsanw* generalbundesanw* prosecutor* staatsanwalt* procureur* openbaar_ministerie procura fiscalia prokurat* gericht* tribunal* cour_de rechter* rechtbank* corte sad sadu sedzia judge* richter* giudic* juez* jueces verdict urteil* supreme_court
cut cut cuts cutting slash* kurz kurzt kurzung* coupe coupes reduc* reduz* reduk* bezuinig* tagli* recort* ciec* obciec* zmniejsz* scale_back scales_back trim trims shrink*
raise raise* raising increase* hike* erhoh* steiger* augment* hausse verhog* aument* podwyz* wzrost* boost* zwieksz* ramp_up step_up doubl* lift lifts
appoint appoint* nominat* nominee* nomin* ernenn* ernannt* nomme nommee benoem* nombra* mianow* powola* named names picks picked tapped eyed succeed* successor* successi* nachfolg* opvolg* sucesor* suced* nastepc* takes_over take_over takes_command
candidate candidat* kandidat* contender* frontrunner* front_runner* shortlist* bid bids in_the_running
post post posts job jobs posten poste postes baan carica cargo cargos stanowisk* vacan* vakan* vacature*
confirm confirm* bestatig* confirme* bevestig* conferma* zatwierdz* potwierdz* approv* clear clears cleared
resign resign* step_down steps_down stepping_down quit quits rucktritt* tritt_zuruck demission* aftred* stapt_op ontslag* dimett* dimission* dimit* dymisj* rezygn* leave leaves leaving outgoing departure* abgang* abtret* sacked fired oust* dismiss* entlass* limoge* esonera* destitu* zwoln* odwol*
extend extend* extension* verlanger* prolong* verleng* prorog* prorrog* przedluz* second_term
sworn sworn_in swearing_in vereidig* beeidig* beedig* prete_serment beedigd giura* giurament* jura_el tomar_posesion zaprzysiez* takes_office take_office
dead dead dies death* killed kill kills tot tote toten tod gestorben mort morts morte morti morto doden dood gedood overleden muert* fallec* zabit* zginel* smierc* ofiar* victim* opfer* casualt* obituary
hurt injur* wounded verletzt* bless* gewond* ferit* herid* rann*
fire wildfire* fires blaze* waldbrand* brande incend* bosbrand* natuurbrand* pozar*
storm flood* hochwasser* uberschwemm* inondation* overstrom* alluvion* inundac* powodz* storm* sturm* tempet* tempest* burz* hurricane* heatwave* hitzewelle* canicule*
crash crash* collision* unfall* ungluck* ongeluk* ongeval* scontr* wypad* derail* entgleis*
protest protest* demonstr* manifest* betog* march marches rally rallies kundgeb* marsch* marche* corteo
arrest arrest* detain* detention festgenomm* festnahm* festgesetzt interpell* aangehoud* aanhoud* fermat* deten* zatrzym* aresztow* custody verhaft* captur* gefangen* capture captura* seize seizes seized saisi*
walkout walkout* streik* greve* staking* sciopero huelga* strajk*
economy econom* wirtschaft* gospodark* konjunktur*
inflation inflati* inflacion* inflacj* inflazion* verbraucherpreis*
interest-rate interest_rate* rates leitzins* zinsen taux_directeur* rente* tassi tipos_de_interes stop_procentow* ecb ezb bce ebc
million million* millon* miljoen* milion* mln
billion billion* milliard* miljard* miliard* mrd mld
loan loan* kredit* prets prestit* prestamo* lening* pozyczk*
aid aid hilfe* militarhilfe* aide hulp* aiuti aiuto ayuda* pomoc* assistance*
exercise exercise* drill drills manover* ubung* exercic* oefening* esercitazion* maniobra* cwicze* manewr* war_games
border border* grenz* frontier* frontera* grens* confin* granic*
migration migra* asyl* asile* asiel* asilo* azyl* refugee* fluchtling* vluchteling* rifugiat* refugiad* uchodz*
nuclear nuclear* nuklear* atom* nucleair* kernwaff* kernkraft* nucleaire* jadrow* nuke*
intelligence intelligence geheimdienst* renseignement* inlichting* servizi_segreti inteligencia wywiad* spy spies spion* espion* spionag*
leak leak* durchgestoch* fuite* lekt lekken lekte gelekt filtrac* filtrad* wyciek* publish* publie* veroffentlich* makes_public made_public openbaar*
message message* text texts texting sms whatsapp note notes letter letters de:brief nl:brief briefe briefen brieven lettre* lettera lettere carta cartas bericht berichten nachricht* messaggi* mensaje* wiadomos* signal_chat
speech speech* rede reden discours toespraak* discors* discurso* przemow* remarks
interview interview* entrevist* intervist*
statement statement* erklarung* declaration* verklaring* dichiar* declaracion* oswiadcz* communique*
dispute row rows spat feud* clash* rift streit* dispute* ruzie* rissa disputa* klotni* tension* spannung* quarrel*
article-5 article_5 article_five artikel_5 artikel_funf articolo_5 articulo_5 artykul_5 artykulu_5 mutual_defence mutual_defense beistand*
pledge pledg* vow* promis* versprech* verspricht promes* promet* belofte* belooft obiecu* obietnic* commit* zusag* guarant* garant* gwaranc*
condition condition* bedingung* voorwaard* condizion* condicion* warunk* hinge* hangs_on depend* in_return in_exchange im_gegenzug en_echange in_ruil in_cambio a_cambio w_zamian strings_attached tie ties tied link links linked unless
choose choos* chose choice* entscheid* choix choisi* keuze* kiezen kiest scelt* scegl* elegir elige wybier* either_or
island island islands insel* ile iles eiland* isola isla isle wyspa wyspy wyspe
purchase purchas* buy buys buying bought orders ordered kauf* bestell* achat* achet* commande koopt kopen gekocht acquist* compra* zakup* kupuj* kupi*
money money cash geld* denaro soldi dinero pieniad* fund funds funding fonds finanz* financ* fondo* pay pays paid rechnung zahlen zahlt paye payer betaalt betalen paga pagar pagare placi* costs kosten couts costi costes koszt*
gift gift* geschenk* cadeau* regalo regali prezent*
police police* polizei* politie polizia policia* policj*
monarch king queen konig* roi reine koning* regina rey reina krol* royal*
health hospital* krankenh* hopita* ziekenh* ospedal* szpital* health* gesundheit* sanita*
energy energy energie* energia* gas gazu oil pipeline* olpreis* petrol* power_plant*
poll poll polls survey* umfrag* sondag* peiling* sondagg* encuest* sondaz*
university universit* school* schule* ecole* scuol* escuela* szkol*
football football* fussball* voetbal* calcio futbol* pilkar* world_cup champions_league
send send sends sent schickt schicken entsendet envoie envoient stuurt sturen gestuurd invia inviano invio envia envian enviara wysyla wysle wyslala
damage damag* beschadig* endommag* danneggi* danad* uszkodz* sabotag* sabotaz* disrupt*
pressure pressur* druck pression druk pressing pressione presion nacisk* presja presji lean leans squeeze*
accuse accus* beschuldig* vorwurf* vorgeworfen wirft_vor oskarz* alleg* charged angeklagt* anklage* inculp* aanklacht* imputa* zarzut*
deny denies denied deny dementi* bestreitet ontkent ontken* smentis* nega niega desmient* zaprzecz* dementuj*
apology apolog* entschuldig* excus* sorry scus* disculp* przepras*
propose propos* plan plans planned plant vorschlag* schlagt_vor vorgeschlagen voorstel* stelt_voor piano piani plany planuj* proponuj* propozycj* propuest* propon* floats float floated idea
delay delay* postpon* verschieb* verschoben uitgesteld uitstel* rinvi* aplaz* retras* opozn* odroczon* przeloz*
cancel cancel* abgesagt absage* sagt_ab annul* afgelast* geannuleerd schrap* scrap scraps scrapped odwolan* streicht gestrichen call_off calls_off called_off
win win wins won victor* sieg siegt gewinn* gewonnen victoire gagne winst wint vince vittoria vincit* gana victoria gano wygr* zwycies*
lose lose loses lost defeat* niederlage* verliert verlor defaite perd verlies* verliest perde sconfitt* pierde derrot* przegr* porazk* nederlaag
lead lead leads leading_in fuhrt vorn vorne en_tete op_kop in_testa lidera prowadz*
start start starts starting begin* began beginn* startet commence* debut* begint starten inizi* comienz* empiez* inicia rozpocz* zaczyn* launch* kick_off
end ends ended beendet endet fin_de eind* finisce termina koncz* konczy koniec
unchanged unchanged unverandert inchange* ongewijzigd invariat* sin_cambios bez_zmian holds_rates keeps_rates
evacuate evacu* evakuier* evakuiert* ewaku*
train train trains rail railway* bahn zug zuge ferroviair* trein* spoor* treno treni ferrov* tren trenes pociag* kolej*
plane plane planes airport* flughaf* avion_de_ligne aeroport* luchthav* aeropuert* lotnisk* flight* airline*
tax tax taxes taxation steuer* impot* belasting* tasse impuest* podatk* fiscal*
trade trade handel* commerc* commerciale handlu comercio
ban ban bans banned verbot* verbiet* interdi* verbod* verbied* vieta* divieto prohib* zakaz*
join join joins joined beitritt* beitret* adhesion* toetred* adesion* przystap* accession member membership mitglied*
citizen people citizens burger* bevolkerung* citoyen* burgers cittadin* ciudadan* obywatel* residents
price price* preis* prix prijs* prezz* precio* ceny cenach
work job_cuts jobs_cut layoff* stellenabbau* licenciement* ontslagronde licenziament* despid* zwolnienia
women women frauen femmes vrouwen donne mujeres kobiet*
children child* kinder enfant* kinderen bambin* nino ninos dzieci*
cyber cyber* hacker* hack hacked ransomware phishing
media media journalist* presse stampa prensa medios dziennikar*
`;
