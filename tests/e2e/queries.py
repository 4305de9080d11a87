"""What people type, language by language, and a page that must be among the first three found.

Everyday words, inflected forms, words without their accents, words with a slip of the finger.
"""

from __future__ import annotations

JOB = "servizi/ricerca-lavoro-casalasco"
JOB_CERNUSCO = "servizi/inserimento-lavoro-cernusco"
EMERGENCY = "servizi/contributi-emergenza"
LOAN = "servizi/microcredito"
MIND = "servizi/sostegno-psicologico"
BUSINESS = "servizi/avvio-attivita"
SKILLS = "servizi/bilancio-competenze"
WOMEN = "servizi/conciliazione-donne"
GROUPS = "servizi/gruppi-auto-mutuo-aiuto"
SCHOOL = "servizi/orientamento-studenti-casalasco"
WELFARE = "servizi/orientamento-welfare"
VOLUNTEERS = "servizi/progetti-di-cittadinanza"
OVER_50 = "progetti/job-2-0"
GUSSOLA = "comuni/gussola"
WORK = f"{JOB} {JOB_CERNUSCO}"
"""For a word that says nothing of where."""

QUERIES: dict[str, tuple[tuple[str, str], ...]] = {
    "it": (
        ("ho perso il lavoro", WORK),
        ("lavoro", WORK),
        ("rate del mutuo", EMERGENCY),
        ("affitti", EMERGENCY),
        ("bollette da pagare", EMERGENCY),
        ("prestiti", LOAN),
        ("depressione", MIND),
        ("psicolgo", MIND),
        ("dissocupato", WORK),
        ("piu di 50 anni", GROUPS),
        ("poverta", "progetti/facciamo-squadra"),
        ("asilo nido per i figli", WOMEN),
        ("l'assistente sociale", WELFARE),
        ("gussola", GUSSOLA),
        ("Job Caffe", "sportelli/job-caffe"),
    ),
    "en": (
        ("I lost my job", WORK),
        ("jobs", WORK),
        ("looking for work", WORK),
        ("cant pay the rent", EMERGENCY),
        ("electricity bills", EMERGENCY),
        ("loans", LOAN),
        ("depresion", MIND),
        ("psycologist", MIND),
        ("unemployd", WORK),
        ("open a shop", BUSINESS),
        ("lonely", GROUPS),
        ("volunteering", VOLUNTEERS),
        ("child care", WOMEN),
        ("Gussola", GUSSOLA),
    ),
    "fr": (
        ("j'ai perdu mon travail", WORK),
        ("emploi", WORK),
        ("chomage", WORK),
        ("loyers", EMERGENCY),
        ("factures impayees", EMERGENCY),
        ("prêt", LOAN),
        ("depression", MIND),
        ("psycologue", MIND),
        ("chomeuses", WORK),
        ("creer une entreprise", BUSINESS),
        ("garde d'enfants", WOMEN),
        ("bénévoles", VOLUNTEERS),
        ("assistante sociale", WELFARE),
        ("Gussola", GUSSOLA),
    ),
    "es": (
        ("perdí el trabajo", WORK),
        ("empleo", WORK),
        ("busco trabajo", WORK),
        ("alquiler", EMERGENCY),
        ("no puedo pagar la luz", EMERGENCY),
        ("prestamos", LOAN),
        ("psicologo", MIND),
        ("ansiedd", MIND),
        ("desempelado", WORK),
        ("abrir un negocio", BUSINESS),
        ("guarderia", WOMEN),
        ("voluntarios", VOLUNTEERS),
        ("estudiantes", SCHOOL),
        ("Gussola", GUSSOLA),
    ),
    "ro": (
        ("mi-am pierdut locul de muncă", WORK),
        ("loc de munca", WORK),
        ("caut de lucru", WORK),
        ("chirie", EMERGENCY),
        ("facturi neplatite", EMERGENCY),
        ("imprumut", LOAN),
        ("depresie", MIND),
        ("psiholg", MIND),
        ("somaj", WORK),
        ("afacere proprie", BUSINESS),
        ("copii mici", WOMEN),
        ("voluntari", VOLUNTEERS),
        ("elevi", SCHOOL),
        ("Gussola", GUSSOLA),
    ),
    "uk": (
        ("втратив роботу", WORK),
        ("робота", WORK),
        ("шукаю роботу", WORK),
        ("роботою", WORK),
        ("оплата квартири", EMERGENCY),
        ("комунальні борги", EMERGENCY),
        ("кредитів", LOAN),
        ("психологом", MIND),
        ("депресія", MIND),
        ("безробтний", WORK),
        ("власний бізнес", BUSINESS),
        ("дитячий садок", WOMEN),
        ("волонтерів", VOLUNTEERS),
        ("школярі", SCHOOL),
        ("Gussola", GUSSOLA),
    ),
    "ar": (
        ("فقدت عملي", WORK),
        ("عمل", WORK),
        ("أبحث عن شغل", WORK),
        ("وظائف", WORK),
        ("الإيجار", EMERGENCY),
        ("ايجار", EMERGENCY),
        ("فاتورة الكهرباء", EMERGENCY),
        ("قرض", LOAN),
        ("قروض من البنك", LOAN),
        ("اكتئاب", MIND),
        ("طبيب نفسى", MIND),
        ("اكتاب", MIND),
        ("مشروع صغير", BUSINESS),
        ("حضانة الأطفال", WOMEN),
        ("متطوعين", VOLUNTEERS),
        ("Gussola", GUSSOLA),
    ),
    "sq": (
        ("kam humbur punën", WORK),
        ("pune", WORK),
        ("kërkoj punë", WORK),
        ("punës", WORK),
        ("qiranë", EMERGENCY),
        ("faturat e dritave", EMERGENCY),
        ("kredi", LOAN),
        ("borxhin", LOAN),
        ("psikologut", MIND),
        ("depresoni", MIND),
        ("hap nje biznes", BUSINESS),
        ("çerdhja", WOMEN),
        ("vullnetarët", VOLUNTEERS),
        ("nxenes", SCHOOL),
        ("Gussola", GUSSOLA),
    ),
    "zh": (
        ("工作", WORK),
        ("找工作", WORK),
        ("失业", WORK),
        ("我失业了", WORK),
        ("付不起房租", EMERGENCY),
        ("电费", EMERGENCY),
        ("房贷", EMERGENCY),
        ("贷款", LOAN),
        ("借钱", LOAN),
        ("抑郁", MIND),
        ("心理医生", MIND),
        ("开店", BUSINESS),
        ("照顾孩子", WOMEN),
        ("志愿者", VOLUNTEERS),
        ("Gussola", GUSSOLA),
    ),
}
