// The names by which the screens use the types of the OpenAPI contract; the types are generated from
// schemas/openapi.json (`npm run contract`).
import type { components } from '../../generated/openapi';

type Shapes = components['schemas'];

export type Point = Shapes['Point'];
export type ClockWindow = Shapes['Window'];
export type Need = Shapes['Need'];
export type DoorCard = Shapes['Door'];
export type Place = Shapes['Place'];
export type Correction = Shapes['Correction'];
export type MapInfo = Shapes['MapInfo'];

export type HelpRequest = Shapes['Request'];
export type RequestState = Shapes['RequestState'];
export type Outcome = Shapes['Outcome'];
export type ErasedPerson = Shapes['ErasedPerson'];
export type EraseReason = Shapes['EraseReason'];
export type Urgency = Shapes['Urgency'];
export type Visitors = Shapes['Visitors'];

export type Volunteer = Shapes['Volunteer'];
export type Shift = Shapes['Shift'];
export type ShiftDraft = Shapes['ShiftDraft'];
export type Vehicle = Shapes['Vehicle'];
export type Hub = Shapes['Hub'];

export type DayGlance = Shapes['Day'];
export type DayCounts = Shapes['Counts'];
export type Run = Shapes['Run'];
export type RunStage = Shapes['RunStage'];
export type Plan = Shapes['Plan'];
export type PlanSummary = Shapes['Summary'];
export type DayFigures = Shapes['DayFigures'];
export type Policy = Shapes['Policy'];
export type Shortage = Shapes['Shortage'];
export type SinceMade = Shapes['Since'];
export type Route = Shapes['Route'];
export type Stop = Shapes['Stop'];
export type Visit = Shapes['Visit'];
export type OwnRoute = Shapes['OwnRoute'];
export type Lines = Shapes['Lines'];
export type Reason = Shapes['Reason'];
export type PlanMove = Partial<Omit<Shapes['PlanMove'], 'act'>> & Pick<Shapes['PlanMove'], 'act'>;
export type ChangedPlan = Shapes['ChangedPlan'];
export type HandWork = Shapes['HandWork'];
export type MoveOffer = Shapes['Offer'];
export type Violation = Shapes['PlanViolation'];
export type Why = Shapes['Why'];
export type Relief = Shapes['Relief'];
export type RuleInWords = Shapes['RuleInWords'];
export type Unassigned = Shapes['Unassigned'];
export type RouteLink = Shapes['Link'];
export type Who = Shapes['Who'];
export type RegionLabel = Shapes['RegionLabel'];
export type StaffMember = Shapes['StaffMember'];
export type NewSecondStep = Shapes['NewSecondStep'];
export type SecondStepState = Shapes['SecondStepState'];
export type OpenSession = Shapes['OpenSession'];
export type Invitation = Shapes['Invitation'];
export type Source = Shapes['Source'];
export type ApiKey = Shapes['Key'];
export type NewKey = Shapes['NewKey'];
export type IntakeDay = Shapes['IntakeDay'];
export type Submission = Shapes['Submission'];
export type SubmissionItem = Shapes['SubmissionItem'];
export type SubmissionRows = Shapes['SubmissionRows'];
export type Reveal = Shapes['Reveal'];
export type RevealedRequest = Shapes['RevealedRequest'];
export type AuditEntry = Shapes['AuditEntry'];

/** A mark of the phone: about a request, or about a loading by its place among the stops. */
export type PhoneEvent = Shapes['ReportedEvent'];
export type EventResult = Shapes['ReportResult'];
export type EventKind = Shapes['ReportKind'];
export type PastEvent = Shapes['PastEvent'];
/** What the stream of a day tells about one request, and about one loading. */
export type StatusNews = Shapes['RequestNews'];
export type LoadingNews = Shapes['LoadingNews'];

export type Fault = Shapes['Fault'];
/** What is known of a failure: an answer from something between us and the server holds nothing of this. */
export type ProblemBody = Partial<Shapes['ProblemBody']>;
export type TableResult = Shapes['TableAnswer'];
export type RejectedRow = Shapes['RejectedRow'];
export type TableNotice = Shapes['TableNotice'];

/** A part of a list; the contract names one for each kind of item. */
export type Page<T> = Omit<Shapes['List_Request'], 'items'> & { items: T[] };
