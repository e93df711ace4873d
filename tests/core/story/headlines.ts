/**
 * Three and a half days of headlines about made-up events by made-up outlets: what several tell of one event, and what
 * the same people do next. Hours, language, outlet, story, indicator, title, summary, tab-separated.
 */
const TABLE = `
0	en	Harbour Wire	corrigan-sacd	leader-appointments	US Senate panel backs Corrigan for NATO envoy post	The committee voted 12-10 along party lines.
0.6	en	The Meridian	corrigan-sacd	leader-appointments	Senate panel backs Corrigan for NATO envoy post - The Meridian
1.5	de	Elbe-Zeitung	corrigan-sacd	leader-appointments	Senatsausschuss stimmt für Corrigan als NATO-Botschafter
2.2	nl	Dagpost	corrigan-sacd	leader-appointments	Corrigan stap dichter bij post als Amerikaans ambassadeur bij NAVO	De senaatscommissie stemde met 12 tegen 10.
30	en	Harbour Wire	corrigan-texts	parliament-pushback	Senators demand answers over Corrigan's private messages	Opposition members want the NATO nominee back before the committee.
31.5	en	Capitol Sheet	corrigan-texts	parliament-pushback	Corrigan faces new questions over leaked texts to donors
3	en	Harbour Wire	olmedo-tariffs	us-conditionality	White House threatens Spain with tariffs unless it lifts military budget	The president said Madrid was a free rider.
3.8	es	El Faro	olmedo-tariffs	us-conditionality	La Casa Blanca amenaza a España con aranceles si no sube el gasto militar
4.4	fr	Le Courrier de Lyon	olmedo-tariffs	us-conditionality	Washington menace Madrid de droits de douane sur fond de dépenses militaires
9	it	Il Porto	olmedo-tariffs	us-conditionality	Dazi, la minaccia della Casa Bianca alla Spagna: «Spendete di più per la difesa»
12	es	El Faro	olmedo-reply		Olmedo responde a Washington: «España no negocia con amenazas»
13	en	The Meridian	olmedo-reply		Spanish PM Olmedo rejects US tariff threat as ‘blackmail’
26	es	El Faro	olmedo-vote	parliament-pushback	El Congreso español pide votar el aumento del gasto en defensa
27	en	Iberia Today	olmedo-vote	parliament-pushback	Spanish lawmakers call for vote on defence spending rise
5	en	Harbour Wire	baltic-cable		Undersea cable between Finland and Estonia damaged, operator says
5.3	en	Nordic Ledger	baltic-cable		Estonia-Finland subsea cable cut, Helsinki opens probe
6.1	de	Elbe-Zeitung	baltic-cable		Unterseekabel zwischen Finnland und Estland beschädigt
7	fr	Le Courrier de Lyon	baltic-cable		Un câble sous-marin endommagé entre la Finlande et l'Estonie
7.5	pl	Kurier Wisły	baltic-cable		Uszkodzony kabel podmorski między Finlandią a Estonią
28	en	Nordic Ledger	baltic-tanker		Finland seizes tanker suspected of dragging anchor over cable
28.8	de	Elbe-Zeitung	baltic-tanker		Finnland setzt Tanker fest – Verdacht auf Kabelsabotage
50	en	Harbour Wire	baltic-patrol		NATO sends two more frigates to Baltic after cable damage
51	nl	Dagpost	baltic-patrol		NAVO stuurt extra fregatten naar de Oostzee
8	en	Harbour Wire	ferrante-chair	leader-appointments	Italian admiral Ferrante elected chair of NATO Military Committee
8.5	it	Il Porto	ferrante-chair	leader-appointments	Ferrante eletto presidente del Comitato militare della Nato
9.5	de	Elbe-Zeitung	ferrante-chair	leader-appointments	Italiener Ferrante wird oberster Militär der NATO
33	it	Il Porto	ferrante-interview		L'ammiraglio Ferrante: «Russia, servono dieci anni per riarmarsi»
10	en	Harbour Wire	leaders-thank	synchronous-statements	European leaders line up to thank US president at Warsaw summit
10.4	pl	Kurier Wisły	leaders-thank	synchronous-statements	Europejscy przywódcy dziękują prezydentowi USA na szczycie w Warszawie
11	en	The Meridian	leaders-thank	synchronous-statements	‘Our great friend’: premiers shower US president with praise in Warsaw
11.5	de	Elbe-Zeitung	leaders-thank	synchronous-statements	Dank, Dank, Dank: Europas Regierungschefs loben den US-Präsidenten in Warschau
12.5	en	Harbour Wire	summit-declaration	burden-sharing-rules	Warsaw summit declaration brings 5% target forward to 2031	Allies also agreed to review the counting rule.
13.2	en	Capitol Sheet	summit-declaration	burden-sharing-rules	NATO allies agree earlier deadline for 5% spending goal in Warsaw
13.9	nl	Dagpost	summit-declaration	burden-sharing-rules	NAVO-landen halen 5-procentsnorm naar voren tot 2031
14.5	es	El Faro	summit-declaration	burden-sharing-rules	La OTAN adelanta a 2031 el objetivo del 5%
15	en	The Meridian	summit-gaffe		Summit dinner in Warsaw delayed after power cut
16	pl	Kurier Wisły	summit-protest		Protest przeciwko szczytowi NATO w Warszawie, zatrzymano 40 osób
16.6	en	Vistula News	summit-protest		Police detain 40 at anti-NATO march in Warsaw
14.2	en	The Meridian	summit-live		Warsaw summit live: leaders arrive as US president praises hosts
17	en	Capitol Sheet	summit-live2		Morning briefing: Warsaw summit, Corrigan vote and a cable in the Baltic
34	nl	Dagpost	nl-norm-debate	parliament-pushback	Tweede Kamer eist debat over vervroegde NAVO-norm
35	en	Lowland Times	nl-norm-debate	parliament-pushback	Dutch MPs demand debate on earlier Nato target
36	de	Elbe-Zeitung	de-norm-debate	parliament-pushback	Bundestag: Opposition verlangt Abstimmung über NATO-Ziel 2031
37	en	Berlin Observer	de-norm-debate	parliament-pushback	German opposition wants Bundestag vote on 2031 Nato goal
40	en	Harbour Wire	pike-bases	us-conditionality	Pike says US troops go only to ‘grateful’ allies	The Pentagon chief spoke in Constanta.
40.8	en	Stars Daily	pike-bases	us-conditionality	Defense secretary ties troop levels to gratitude	Pike spoke in Romania.
41.5	fr	Le Courrier de Lyon	pike-bases	us-conditionality	Pour Pike, les soldats américains iront aux alliés « reconnaissants »
44	de	Elbe-Zeitung	generals-letter	military-pushback	Ex-Generäle warnen vor »Treueschwüren« im Bündnis
45	en	Berlin Observer	generals-letter	military-pushback	Retired German generals warn against ‘loyalty oaths’ in alliance
46	fr	Le Courrier de Lyon	fr-general	military-pushback	Le chef d'état-major des armées refuse une alliance « au mérite »
47	en	Hexagon Review	fr-general	military-pushback	French armed forces chief rejects ‘merit-based’ alliance
20	en	Harbour Wire	ua-strike		Russian drones hit Odesa port, three killed
20.5	en	The Meridian	ua-strike		Three dead in Russian drone attack on Odesa
21	de	Elbe-Zeitung	ua-strike		Drei Tote nach russischem Drohnenangriff auf Odessa
21.6	pl	Kurier Wisły	ua-strike		Rosyjski atak dronów na Odessę. Trzy osoby nie żyją
44.2	en	Harbour Wire	ua-strike2		Russian missiles strike Kharkiv, five killed
44.9	es	El Faro	ua-strike2		Cinco muertos en un ataque ruso con misiles contra Járkov
45.5	en	The Meridian	ua-strike2		Five dead after missile attack on Kharkiv
22	en	Harbour Wire	ua-loan		EU agrees 20 billion euro loan for Ukraine
22.7	fr	Le Courrier de Lyon	ua-loan		L'UE s'accorde sur un prêt de 20 milliards d'euros pour l'Ukraine
23.3	it	Il Porto	ua-loan		Ucraina, via libera Ue al prestito da 20 miliardi
24	en	Harbour Wire	cz-election		Czech vote: opposition party leads in early count
24.8	de	Elbe-Zeitung	cz-election		Wahl in Tschechien: Opposition liegt nach ersten Zahlen vorn
48	en	Harbour Wire	cz-coalition		Czech opposition leader starts coalition talks after win
49	de	Elbe-Zeitung	cz-coalition		Tschechien: Wahlsieger beginnt Koalitionsgespräche
52	en	Harbour Wire	dsg-poland	leader-appointments	Poland floats Zawadzki for NATO deputy chief
52.7	pl	Kurier Wisły	dsg-poland	leader-appointments	Zawadzki kandydatem Polski na zastępcę sekretarza generalnego NATO
54	en	Harbour Wire	dsg-lithuania	leader-appointments	Lithuania puts forward own candidate for NATO deputy secretary general
55	en	Vilnius Post	dsg-lithuania	leader-appointments	Vilnius names its pick for Nato number two
56	en	Harbour Wire	dk-f35		Denmark orders eight more F-35 jets
56.4	nl	Dagpost	dk-f35		Denemarken koopt acht extra F-35's
57	en	Nordic Ledger	dk-f35b	military-pushback	Danish air chief: don't buy jets to please one man
58	en	Harbour Wire	ro-exercise		NATO drill in Romania brings 8,000 troops to Black Sea
59	fr	Le Courrier de Lyon	ro-exercise		Exercice de l'Otan en Roumanie : 8 000 soldats en mer Noire
60	en	Harbour Wire	heat		Wildfires force evacuations near Athens
60.9	it	Il Porto	heat		Incendi alle porte di Atene, migliaia di evacuati
61	es	El Faro	heat2		Un incendio obliga a evacuar tres pueblos en Galicia
62	en	Harbour Wire	rail		Train crash in northern Italy leaves two dead
62.4	it	Il Porto	rail		Scontro fra treni nel Nord Italia, due morti
63	en	Harbour Wire	ecb		ECB holds rates, sees inflation at 2%
63.3	de	Elbe-Zeitung	ecb		EZB lässt Leitzins unverändert
64	en	Harbour Wire	fin-pres	synchronous-statements	Finnish president credits White House with saving the alliance
65	en	Nordic Ledger	fin-pres	synchronous-statements	Finland's president: US leader ‘saved’ Nato
66	en	Harbour Wire	dk-pm	synchronous-statements	Danish premier thanks US president for Arctic pledge
67	en	Nordic Ledger	dk-pm	synchronous-statements	Copenhagen hails US commitment to the Arctic
68	en	Harbour Wire	gl-visit		US envoy arrives in Nuuk for talks on Greenland base
69	de	Elbe-Zeitung	gl-visit		US-Gesandter zu Gesprächen über Stützpunkt in Nuuk eingetroffen
70	en	Nordic Ledger	gl-protest		Hundreds march in Nuuk against US base plan
71	en	Harbour Wire	fr-budget		French parliament rejects budget, government near collapse
71.8	es	El Faro	fr-budget		La Asamblea francesa tumba los presupuestos y deja al Gobierno contra las cuerdas
72.4	de	Elbe-Zeitung	fr-budget		Frankreichs Parlament lehnt Haushalt ab
80	en	Harbour Wire	fr-pm		French prime minister resigns after budget defeat
80.3	nl	Dagpost	fr-pm		Franse premier stapt op na verlies in begrotingsstemming
81	it	Il Porto	fr-pm		Francia, si dimette il premier dopo la bocciatura del bilancio
`;

export type ToldHeadline = {
  readonly story: string;
  readonly key: string;
  readonly title: string;
  readonly summary: string;
  readonly lang: string;
  readonly outlet: string;
  readonly publishedAt: number;
  readonly labels: readonly string[];
};

export const START: number = Date.UTC(2026, 9, 26);

export const HEADLINES: readonly ToldHeadline[] = TABLE.trim()
  .split('\n')
  .map((line, index) => {
    const [hours = '', lang = '', outlet = '', story = '', label = '', title = '', summary = ''] =
      line.split('\t');
    return {
      story,
      key: `told/${String(index).padStart(3, '0')}`,
      title,
      summary,
      lang,
      outlet,
      publishedAt: START + Number(hours) * 3_600_000,
      labels: label === '' ? [] : [label],
    };
  });
