"""Short forms of the professions: laws, forms, samples, departments, software. They name nobody.

Source
 docs/rules/anonymity.md
"""

from nsk_tui.rules.anonymity.lexicon import fold_all

_SOCIAL = """
bbl sel srl lab lasb abl fvl ofl rsl stl strfl udll vbl dfl fobl ambl pgrf stk litra jf jfr jvf betænkn
lovbem skr cirk
bfu buf baf bbu bum vum ffu fsu fsb kss bki vbk ubk udb udv afg afgør partsh akt aktindl klagenævn
sagsbeh sagsb sbh ksp konkl koll afb dlt dltg emd
rådg socrådg sr srg fagkons fagk teaml afdl visit myn mynd udf forebyg forv fam famafd
famcenter famkons
fambeh famraadg kp kprs kpers støttep plejefam plf anbr anbrg dgnt døgnanbr netv netvmøde opf opfølgn
opfølg statusm
udredn unders bps øk øko underretn undrt bekskr bksk bks skriftl mdtl tlf telf tlfnr mob
 bgr brg bg klt ptr pårør ægtf ægtef saml samlv eksm ekskn forl foræld fmh fmynd fml samv samvr
"""
_JOBCENTRE = """
sho kth kht sdp rev ressf revval fleks fleksj fp førtp sgdp sygedp dgp ddp jkl jp uh udh integr integrk
intp virkpr vp vpr pr
vtilb lts rku mpl jc jobc jobkons jobk akasse akas cvr cv ruk ru dup jl jn vtas kompl arbf arbm arbg aktp
jobpar uddp aktpar afmld tilm samt samtl indk fritst sankt ydl ydk nemk sits mentort hjtp
"""
_HEALTH = """
hgb hb htc crp alat asat inr bt rr tp temp puls obj subj obs ep epi epikr kad iv sc pn pr vb dvt kol dm
tci uvi
eeg ekg mr ct rtg rgt ul uls blpr us urinst urin-hcg hcg gtt gds jod npu lab bmi epds phq mdi asrs mmse
 ext resp neuro stet gcs vas news tokspv triag triage indl udskr amb amblt stueg vagtl afd afs obsskema
gyn obst jm jdm barsl barselsafs svk svkl sectio vacuum efterv ls fl gest gravid grav ft termin ikk nsfs
plejepers spl sspl ssa sosuass læ reservel rsl ovl afdl mbl pæd psyk psykol psykiatr bup bupl bupa pta pts
cbt dbt
 paracet ibumetin sertral metf melatonin
"""
_SCHOOL = """
skl skol kl klas klassel dansklær matlær inkl inklv akt aktv ppr pprpsyk psy ppv uuv uuvejl elevpl meebook
minuddannelse aula kmdelev
trivsm trivselsm fraværsm sfo sfoen skfo uk usk fku afgpr fp9 fp10 pæv upv eup eud hf hf2 stx htx hhx eux
fgu agu pgu egu kui
daginst dagt dagpl vgst bhv bh integr talep spkoord sprogv tras
"""
_POLICE = """
polsas poln anh anhold tilbageh sigtet afh afhørt
 polkr anm anmeldelsesnr sigt tilh polhund ssp kss ppp pssp nec nsk lokalpol forebygp hjemmebr
politianm
tilhold opholdsforb bortv bortvisn strfl rpl rtshj
"""
_SOFTWARE = """
dubu sbsys acadre esdh edoc edh nexus cura cosmic kmd momentum fasit kombit bossinf workzone getorganized
sharepoint teams
outlook onenote excel word pdf docx xlsx vpn sso mfa otp url pin usb sd ok wifi insta snap fb msg dm gif
emoji
"""
_TELEGRAM = """
vdr vedr ang ifb ifbm ifm iht mht mhp ift ihht pba pga pgl pgaf ha hhv hendh hhs dvs ex eks fx feks fks mm
mfl mv osv
etc inkl exkl ekskl excl pct ca cirka div diverse evt evtl gl gnsn gns ggr gg hpl hj hjm hjb hjembes
hjemmebes hft kt ktkt kont
kontl kontp kl klk mdl mdr må mgl mglr modt msk nbm næ næv omg omkr opl oplys pd pdd pdt pm prm pt sdr sm
sml smst smt
snrst srt stk std tdl tdlr tidl tilf tilb tilh tl ud udb udg uds udst ugl utvl vb vh vha vejl vrd årl årh
åm ø xx ua ub us
init initialer bem bemærkn fors forsk forts frak frem fremm færd hdv hen henv indb indg indh inds indv kat
komm kpl lok
 minut mx nmt nr obl offtl opg opst orient org overs part pkt plus prim privt prob prot ref rep res resp
sek sign spec
stat supp tabl tek tem tilm trp udk udl udr udt vol vurd x
"""
SHORT_FORMS = fold_all(" ".join((_SOCIAL, _JOBCENTRE, _HEALTH, _SCHOOL, _POLICE, _SOFTWARE, _TELEGRAM)))
"""Folded, without their full stop."""
