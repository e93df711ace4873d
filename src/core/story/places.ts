/** Places: what the languages of the desks call a country, its people and its seat of government, folded. */

/**
 * One country a line: its code, then its forms. `word*` is any word that begins so, `a_b` is a phrase, `xx:word` counts
 * in that language only. Folded: lower case, no diacritics. Capitals, parliaments and palaces stand for their country,
 * as they do in headlines.
 */
export const PLACES = `
us usa eeuu american americans american* americain* amerik* ameryk* amerique estadounidense* estados_unidos statunitens* stati_uniti etats_unis vereinigte_staaten vereinigten_staaten verenigde_staten stany_zjednoczone stanow_zjednoczonych washington waszyngton* pentagon* white_house oval_office weisse_haus weissen_haus weisses_haus maison_blanche witte_huis casa_bianca casa_blanca bialy_dom bialego_domu bialym_domu capitol_hill
gb uk britain british briton* britisch* grossbritannien* britannique* royaume_uni brits britse verenigd_koninkrijk britannic* regno_unito reino_unido brytyj* wielka_brytania wielkiej_brytanii london londyn* londres londen londra downing_street westminster commons house_of_lords
de germany german germans deutschland* deutsch* allemagne allemand* duitsland* duits* germania tedesc* alemania aleman* niemcy niemiec* niemczech berlin* berlino bundestag* bundesrat* bundeswehr* bundesregierung*
fr france french frankreich* franzos* francais* frankrijk* frans franse francia francese* frances francesa* francuz* francusk* francj* paris parigi paryz* elysee* matignon assemblee_nationale
es spain spanish spaniard* spanien* spanisch* espagne espagnol* spanje spaans* spagna spagnol* espana espanol* hiszpan* madrid* madryt* moncloa es:congreso
it italy italian* italien* italie italiaan* italia wloch* wlosk* rome rom roma rzym* quirinal* montecitorio palazzo_chigi
nl netherlands dutch holland* niederland* pays_bas neerlandais* nederland* paesi_bassi olandes* paises_bajos neerlandes* holender* niderland* hague den_haag tweede_kamer eerste_kamer nl:kamer kamerleden kamerlid
be belgium belgian* belgien* belgisch* belgique belge belges belgie belgio belga belgi belgij*
lu luxemb* lussemburg*
pl poland polish poles polen polens polnisch* pologne polonais* pools poolse polonia polacc* polac* polsk* polak* polaco* warsaw warschau* varsovie varsavia varsovia warszaw* sejm*
pt portugal* portugues* portugies* portogall* portoghes* lisbon lissabon* lisbonne lisbona lisboa lizbon*
ie ireland irish irland* irisch* irlande irlandais* ierland* iers ierse irlandes* dublin* taoiseach oireachtas dail
dk denmark danish danes danemark* danisch* danois* deens deense denemarken danimarca danese danesi dinamarca daneses dania dunsk* danii copenhagen kopenhagen* copenhague copenaghen kopenhag* folketing* christiansborg
gl greenland* gronland* groenland* groenlandia grenlandi* nuuk
no norway norwegian* norwegen* norwegisch* norvege norvegien* noorwegen noors noorse norvegia norveges* noruega norueg* norweg* oslo storting*
se sweden swedish swedes schweden* schwedisch* suede suedois* zweden zweeds* svezia svedes* suecia sueco suecos szwecj* szwedz* stockholm* riksdag*
fi finland finnish finns finnland* finnisch* finlande finlandais* fins finse finlandia finlandes* finlandz* finsk* helsinki helsinek* lapland eduskunta
is iceland* islandic reykjavik
ee estonia* estland* estnisch* estonie* estonsk* tallin* riigikogu
lv latvia* lettland* lettisch* lettonie* letland* lettone lettonia letonia leton* lotw* lotysz* riga saeima
lt lithuania* litauen* litauisch* lituanie* litouw* lituania* lituan* litw* vilnius* wilno wilna wilnie seimas*
cz czech* tschech* tcheque* tsjech* repubblica_ceca ceco cechi ceca checo checos checa* czesk* czechy prague prag praga praag
sk slovakia* slovak* slowak* slovaqu* slovacc* eslovac* slowac* bratislava*
hu hungary hungarian* ungarn* ungarisch* hongrie hongrois* hongarije hongaar* ungheria ungheres* hungria hungar* wegry wegier* wegrzech budapest*
ro romania* rumanien* rumanisch* roumanie roumain* roemeni* roemeense rumania* rumano* rumun* rumeno bucharest bukarest bucarest boekarest bukareszt*
bg bulgaria* bulgarien* bulgarisch* bulgarie bulgar* sofia
gr greece greek* griechen* griechisch* grece grec grecque* griekenland* griekse* grecia greco greci griego* grecj* greck* athens athen athenes athene atene atenas ateny
tr turkey turkish turks turkiye turkei* turkisch* turquie turc turcs turque* turkije turkse turchia turco turca turchi turquia turcj* tureck* ankara*
cy cyprus cypriot* zypern chypre cipro chipre cypr* nicosia
mt malta maltese valletta
hr croatia* kroati* croatie croate* croazia croat* croac* chorwa* zagreb
si slovenia* slowenien* slovenie sloveen* esloven* slowen* ljubljana
rs serbia* serbien* serbisch* serbie serbe serbes belgrade belgrad* belgrado
me montenegr*
mk macedonia* mazedonien* macedoine* skopje
al albania* albanien* albanie albanais* tirana
ba bosnia* bosnien* bosnie* sarajevo
xk kosov* kosow* pristina
ua ukrain* ucrain* ucrania* oekrain* kyiv* kiev kiew kijow*
odesa odesa odessa* odes
kharkiv kharkiv kharkov charkiw charkow* jarkov kharkiw
lviv lviv lwow* lemberg leopoli
ru russia* russland* russisch* russie russe russes rusland* rusia ruso rusos rusa rusas rosj* rosyj* moscow moskau* moscou moskou mosca moscu moskw* kremlin* kreml* cremlino
by belarus* weissrussland* bielorus* bialorus* minsk*
md moldova* moldau* moldav* moldaw* chisinau
ge georgian* georgien* georgie gruzj* tbilisi tiflis*
am armenia* armenien* armenie yerevan
az azerbai* aserbai* azerbeid* baku
ch switzerland swiss schweiz* suisse* zwitser* svizzer* suiza suizo* szwajcar* bern berne
at austria* osterreich* autrich* oostenrijk* wien vienna vienne wenen wieden*
il israel* izrael* jerusalem tel_aviv
ps palestin* palastin* gaza gazastreifen ramallah hamas
ir iran iranian* iranisch* iranien* iraans* iranies iranczy* iransk* teheran* tehran
iq iraq* irak* bagdad* baghdad
sy syria* syrien* syrisch* syrie* siria* syri* damascus damask*
lb lebanon lebanese liban* libanon* libano beirut*
ye yemen* jemen* houthi* huthi* huti
qa qatar* katar* doha
cn china chinas chinese* chinesisch* chine chinois* cina cines* chino* chins* chiny beijing peking pekin* pechino
tw taiwan* tajwan* taipei
jp japan* japon* giappon* tokyo tokio
kr south_korea* sudkorea* coree_du_sud zuid_korea* corea_del_sud corea_del_sur seoul
kp north_korea* nordkorea* coree_du_nord noord_korea* corea_del_nord corea_del_norte pyongyang pjongjang
in india* indien* indisch* inde new_delhi delhi
pk pakistan*
au australia* australien* australie* canberra
ca canada canadian* canadien* canadese canades* canadees* kanad* ottawa
mx mexico mexican* mexiko* mexiq* meksyk*
br brazil* brasil* bresil*
ve venezuel* wenezuel* caracas
cu cuba cuban* kuba*
sa saudi* saoudi* riyadh riad
eg egypt* agypt* egitto egip* cairo kairo
ly libya* libyen* libye* libia*
af afghan* afgan* kabul
baltic baltic* balt baltikum* baltes baltico balticos baltische baltysk* balty* ostsee oostzee
arctic arctic* arktis* arktisch* arctique* artico arktyk* artyck*
`;
