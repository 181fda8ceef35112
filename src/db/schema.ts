import type { Generated, GeneratedAlways } from 'kysely'
import type { Role } from '../accounts/permission.ts'
import type { AreaCode, AreaKind, Country } from '../authorities/area.ts'
import type { LinkKind, Manner } from '../establishments/link.ts'
import type { Grade, Overall } from '../establishments/school-record.ts'
import type { Urn } from '../establishments/urn.ts'
import type { SpendingLevel } from '../finance/spending.ts'
import type { JudgementKind } from '../judgements/judgement.ts'
import type { Day } from '../lib/day.ts'
import type { Band } from '../measures/band.ts'
import type { Traits } from '../performance/likeness.ts'
import type { Level, Stage, TableKey } from '../performance/performance-row.ts'
import type { RunState } from '../sources/import-run.ts'
import type { AlertTables } from './alert-tables.ts'
import type { AssessmentTables } from './assessment-tables.ts'
import type { EvaluationTables } from './evaluation-tables.ts'
import type { QualityTables } from './quality-tables.ts'
import type { RegisterTables } from './register-tables.ts'
import type { ScenarioTables } from './scenario-tables.ts'
import type { StatisticTables } from './statistic-tables.ts'
import type { RecordedLight } from '../triggers/assess.ts'

type Json = unknown

/** The tables and views, as the migrations leave them. `migrate.test.ts` fails when the two disagree. */
export interface Tables
  extends AlertTables, AssessmentTables, EvaluationTables, QualityTables, RegisterTables, ScenarioTables, StatisticTables {
  installation: { only_one: Generated<boolean>; country: Country | null; created_at: Generated<Date>; imports: Generated<string> }
  import_run: {
    id: GeneratedAlways<number>
    source: string | null
    file_name: string
    bytes: number
    checksum: string | null
    as_at: Day | null
    year: number | null
    stands: Generated<boolean>
    state: Generated<RunState>
    stage: Generated<string>
    rows_read: Generated<number>
    rows_used: Generated<number>
    rows_refused: Generated<number>
    message: string | null
    started_by: string
    process: string
    started_at: Date
    seen_at: Date
    ended_at: Date | null
  }
  refused_row: { run: number; line: number; reason: string }
  area_name: { source: string; code: AreaCode; name: string; region: string | null; gss: string | null; run: number; line: number }
  reorganisation: { code: AreaCode; began_on: Day | null; ended_on: Day | null; source: string }
  authority_successor: { predecessor: AreaCode; successor: AreaCode; part: string | null; source: string }
  area: {
    code: AreaCode
    name: string
    kind: AreaKind
    region: string | null
    gss: string | null
    began_on: Day | null
    ended_on: Day | null
  }
  area_stated: {
    code: AreaCode
    name: string
    kind: AreaKind
    region: string | null
    gss: string | null
    began_on: Day | null
    ended_on: Day | null
  }
  neighbour_set: { key: string; title: string; published: string; run: number }
  neighbour: { set_key: string; authority: AreaCode; place: number; neighbour: AreaCode; closeness: string }
  boundary: { code: AreaCode; name: string; geometry: Json; run: number }
  dictionary_entry: {
    line: number
    number: string
    topic: string
    title: string
    chart_title: string
    code: string
    polarity: string
    unit: string
    decimals: string
    year_type: string
    no_quartile: string
    description: string
    methodology: string
    links: string
    owner: string
    state_funded: string
    table_status: string
    last_update: string
    next_update: string
    run: number
  }
  series: {
    id: number
    measure: string
    year: string
    starts_in: number
    ends_in: number
    latest: boolean
    before: number | null
    ranked: number
    quartile_1: number | null
    quartile_2: number | null
    quartile_3: number | null
  }
  observation: {
    series: number
    area: AreaCode
    line: number
    published: string
    value: number | null
    rank: number | null
    band: Band | null
    neighbour_mean: number | null
  }
  school_record: {
    as_at: Day
    urn: Urn
    dfe_number: string
    authority: AreaCode
    name: string
    phase: string
    type: string
    opened_on: Day | null
    religious_character: string | null
    admissions: string | null
    sixth_form: string | null
    trust_uid: string | null
    trust: string | null
    sponsor: string | null
    postcode: string | null
    constituency: string | null
    deprivation_quintile: number | null
    pupils: number | null
    lowest_age: number | null
    highest_age: number | null
    overall: Overall | null
    category: string | null
    monitoring_inspections: number | null
    warning_notices: number | null
    warning_notices_in: string | null
    run: number
    line: number
  }
  performance_file: { run: number; table_key: TableKey; year: number; stage: Stage; headings: string }
  performance_row: {
    code: string
    table_key: TableKey
    year: number
    stage: Stage
    level: Level
    covers: Generated<string>
    authority: AreaCode | null
    run: number
    line: number
    cells: string
  }
  published_column: {
    table_key: TableKey
    year: number
    heading: string
    place: number
    label: string
    note: Generated<string>
    run: number
    line: number
  }
  school_comparison: { table_key: TableKey; year: number; measures: string[]; made_from: string; neighbours: string }
  school_figures: {
    urn: string
    table_key: TableKey
    year: number
    kind: string
    authority: AreaCode | null
    figures: Traits
    traits: Traits
  }
  spread: {
    measure: string
    year: number
    kind: string
    area: AreaCode
    among: 'area' | 'neighbours'
    schools: number
    lower_quartile: number
    median: number
    upper_quartile: number
  }
  establishment_link: {
    urn: Urn
    link_urn: Urn
    link_name: string | null
    link_type: string
    kind: LinkKind
    manner: Manner | null
    established_on: Day | null
    stated_by: Generated<'links' | 'register'>
    run: number
    line: number
  }
  establishment_group: {
    source: string
    uid: string
    group_id: string | null
    name: string
    type: string
    status: string | null
    companies_house_number: string | null
    ukprn: string | null
    opened_on: Day | null
    closed_on: Day | null
    run: number
    line: number
  }
  group_membership: { source: string; urn: Urn; uid: string; joined_on: Day | null; left_on: Day | null; run: number; line: number }
  named_establishment: {
    urn: Urn
    name: string
    opened_on: Day | null
    closed_on: Day | null
    town: string | null
    postcode: string | null
    run: number
    line: number
  }
  spending_file: { run: number; year: number; title: string; headings: string }
  spending_row: {
    year: number
    gss: string
    e_code: string | null
    name: string
    level: SpendingLevel
    class: string
    certification: string | null
    note: string | null
    run: number
    line: number
    cells: string
  }
  establishment: {
    as_at: Day
    urn: Urn
    dfe_number: string | null
    authority: AreaCode | null
    authority_name: string | null
    name: string
    type: string | null
    type_group: string | null
    phase: string | null
    status: string
    opened_on: Day | null
    open_reason: string | null
    closed_on: Day | null
    close_reason: string | null
    lowest_age: number | null
    highest_age: number | null
    capacity: string | null
    pupils: string | null
    percentage_fsm: string | null
    trust: string | null
    federation: string | null
    diocese: string | null
    religious_character: string | null
    resourced_provision: string | null
    postcode: string | null
    easting: number | null
    northing: number | null
    run: number
    line: number
  }
  published_judgement: JudgementColumns
  judgement: JudgementColumns
  report_card_area: {
    as_at: Day
    urn: Urn
    inspection_number: string
    area: string
    grade: string | null
    judged_on: Day | null
    run: number
    line: number
  }
  graded_school: { as_at: Day; urn: Urn; name: string; phase: string; overall: Grade; run: number; line: number }
  account: {
    id: GeneratedAlways<number>
    email: string
    name: string
    password_hash: string
    role: Role
    authority: AreaCode | null
    created_at: Date
    withdrawn_on: Day | null
  }
  session: { id_hash: string; account: number; started_at: Date; seen_at: Date; expires_at: Date }
  invitation: { secret_hash: string; role: Role; authority: AreaCode | null; created_at: Date; expires_at: Date; used_at: Date | null }
  council: { authority: AreaCode; name: string }
  saved_table: {
    id: GeneratedAlways<number>
    authority: AreaCode
    name: string
    query: string
    version: Generated<number>
    saved_by: string
    saved_at: Date
    removed_at: Date | null
  }
  audit_entry: {
    id: GeneratedAlways<number>
    at: Date
    who: string
    account: number | null
    authority: AreaCode | null
    what: string
    subject: string
    before: Json
    after: Json
  }
  expected_release: {
    id: GeneratedAlways<number>
    release: string
    due_on: Day
    note: string
    version: Generated<number>
    changed_by: string
    changed_at: Date
  }
  fetched_file: {
    release: string
    asked_at: Date
    answer: string
    address: string | null
    etag: string | null
    last_modified: string | null
    checksum: string | null
    bytes: number | null
    fetched_at: Date | null
  }
  fetched_content: { release: string; source: string; checksum: string }
  term_dates: {
    authority: AreaCode
    year: number
    autumn_begins_on: Day
    autumn_ends_on: Day | null
    spring_begins_on: Day
    spring_ends_on: Day | null
    summer_begins_on: Day
    summer_ends_on: Day | null
    version: Generated<number>
    changed_by: string
    changed_at: Date
    removed_at: Date | null
  }
  recorded_light: {
    id: GeneratedAlways<number>
    authority: AreaCode
    framework: string
    trigger: number
    light: RecordedLight['light']
    recorded_on: Day
    reason: string
    recorded_by: string
    recorded_at: Date
    replaces: number | null
  }
}

interface JudgementColumns {
  urn: Urn
  inspection_number: string
  kind: JudgementKind
  inspection_type: string | null
  inspected_on: Day | null
  published_on: Day | null
  urn_then: Urn | null
  name_then: string | null
  type_then: string | null
  overall: string | null
  category: string | null
  outcome: string | null
  quality_of_education: string | null
  behaviour_and_attitudes: string | null
  personal_development: string | null
  leadership_and_management: string | null
  safeguarding: string | null
  early_years: string | null
  sixth_form: string | null
  as_at: Day
  run: number
  line: number
}
