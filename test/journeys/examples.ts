/** For each page whose address has a part to fill in: addresses of it, in the made-up country that the journeys visit. */
export const examples: Readonly<Record<string, readonly string[]>> = {
  '/data/:run': ['/data/1', '/data/6'],
  '/data/calendar/:release': ['/data/calendar/ofsted', '/data/calendar/lookup'],
  '/data/:run/refused.csv': ['/data/5/refused.csv'],
  '/profile/:part': ['/profile/early-years', '/profile/primary', '/profile/looked-after', '/profile/finance'],
  '/profile/themes/:theme': ['/profile/themes/theme-5', '/profile/themes/theme-2', '/profile/themes/area-4'],
  '/profile/themes/:theme/report.pdf': ['/profile/themes/theme-5/report.pdf'],
  '/profile/themes/:theme/report.html': ['/profile/themes/area-2/report.html'],
  '/comparisons/:code': ['/comparisons/FSP_NEW_GOODDEV', '/comparisons/KS1P_all'],
  '/comparisons/:code/figures.csv': ['/comparisons/KS1P_all/figures.csv'],
  '/statistics/:key': ['/statistics/ks2-social-care', '/statistics/ks2-social-care?indicator=t_rwm_eligible_pupils&by-1=CPPO+at+31+March'],
  '/statistics/:key/figures.csv': ['/statistics/ks2-social-care/figures.csv'],
  '/schools/:urn': ['/schools/901000', '/schools/901003'],
  '/risk/:number': ['/risk/1', '/risk/2', '/risk/3', '/risk/4', '/risk/5', '/risk/6', '/risk/7', '/risk/8'],
}
