"""Codes: the small whole numbers that stand for names in the tables."""

from __future__ import annotations

from pullthrough.parameters.schema.quarters import QUARTERS_PER_YEAR as QUARTERS_PER_YEAR

# Kinds of organisation
PRIME = 0
SME = 1
ACADEMIC = 2
KINDS = 3

# Standing of an organisation
OUTSIDE = 0  # a potential entrant
ACTIVE = 1  # a defence supplier
VACANT = 2  # no firm: a place in the population that nobody has taken yet

# Why an organisation left defence
FAILED = 1  # no cash for its upkeep
CLOSED = 2  # for reasons outside defence
WITHDREW = 3  # no prospects in defence; it goes on outside
ACQUIRED = 4  # bought by a prime at home

# Status of a technology
SHELF = 0  # alive, no money this quarter
DEVELOPING = 1  # work was paid this quarter
BIDDING = 2  # offered in a tender that is not yet let
CONTRACTED = 3  # being integrated
IN_SERVICE = 4
ABANDONED = 5

# Origin of a technology
DEFENCE_BORN = 0
CIVIL = 1

# Status of a requirement
PLANNED = 0
PUBLISHED = 1
EVALUATION = 2  # bids are in; approvals run
IN_DELIVERY = 3
MET = 4
CANCELLED = 5

# What won a requirement
NOTHING = -1
NOVEL = 0
LEGACY = 1
FOREIGN = 2

# What the fence for novel technology brought
NOT_FENCED = 0
ANYWAY = 1  # would have won without it
RELABELLED = 2  # a proven product under a new name
ADDITIONAL = 3

# What has struck a package of a prime's chain this quarter
WHOLE = 0
SUPPLIER_LOST = 1  # its supplier has closed, or control of it has gone abroad
SHOCKED = 2

# How a commitment chooses what it protects
BY_LOT = 0
NEAREST_FIRST = 1  # what is nearest its tender
LARGEST_FIRST = 2

# What an order for a planned need leaves of it
NEED_BESIDE = 0  # all of it: the order stands beside the need
NEED_IN_PART = 1  # what the order does not cost
NEED_IN_WHOLE = 2  # nothing, if technology and money suffice for all of it

# Acquisition routes
OPEN_COMPETITION = 0  # on the world market
UK_COMPETITION = 1
SINGLE_SOURCE = 2  # one supplier in the UK, no competition
CODEVELOPMENT = 3  # with a partner nation
IMPORT = 4  # bought abroad or from another government, against a proven product at home
ROUTES = 5

# Ways into service
TENDER = 0
FOLLOW_ON = 1  # ordered by the user that an award had in view
INSERTION = 2  # put into equipment in service by its design authority
UPGRADE = 3  # the same by open competition
RAPID = 4  # bought ready, in small numbers
URGENT = 5  # for an urgent requirement of operations
AFTER_TRIAL = 6  # ordered by the user that had a few on trial
WAYS = 7

# Classes of technology, in the order of the table of classes
SOFTWARE = 0
COMPONENT = 1
SYSTEM = 2
PLATFORM = 3
CLASS_NAMES = ("software", "component", "system", "platform")

# Procurement tiers
SMALL = 0
MEDIUM = 1
LARGE = 2

# Sovereignty classes of a segment, in the order of the schema's names
OPEN = 0
OPERATIONAL_INDEPENDENCE = 1
STRATEGIC_IMPERATIVE = 2

# Statistics in which a segment's export orders are counted, in the order of the schema's names
EXPORTS_AIR = 0
EXPORTS_OTHER_DEFENCE = 1
EXPORTS_SECURITY = 2

# Themes of a funding instrument
THEME_OPEN = 0
THEME_SEGMENT = 1
THEME_REQUIREMENT = 2

NEVER = -1  # a quarter that has not come
NO_ROW = -1  # a row that does not exist
MICRO = 1e6  # parts in a whole, where a share is noted as a whole number
READY_TRL = 8  # readiness at which integration adds no risk of its own
TOP_TRL = 9
MOST_INVITED = 16  # most technologies that one requirement can engage
MOST_IDEAS = 4  # most technologies that one organisation starts in a quarter
MOST_TIES = 8  # most ties that one organisation keeps up
MOST_NEEDS = 8  # most requirements that one segment conceives in a quarter, where needs follow nothing
MOST_PLANNED = 64  # the same where they follow money
PLAN_SAMPLE = 400  # values, evenly spread over the distribution, by which a segment's mean plan is worked out
PAYMENT_SLOTS = 9  # bills by the quarter in which they are due: one more than the longest delay
MOST_ORDERS = 256  # most orders outside tenders in a quarter
MOST_CAMPAIGNS = 64  # most export campaigns in one segment and quarter
MOST_SUBCONTRACTS = 64  # most packages in which one prime lets the work of its small suppliers
MOST_OFFERS = 32  # most offers of foreign capital in one segment and quarter
MOST_RIVALS = 8  # most rivals of the holder of a support contract
WORK_CLASSES = 32  # classes of support work by size, each twice as large as the one before
NO_RIVAL = -3  # no supplier at all
HELD_ABROAD = -2  # holder of support work outside UK industry; those at home not modelled one by one are NO_ROW

# Decisions that draw: one number each, so that no two decisions share a draw
DRAW_DRIFT = 1
DRAW_NEEDS = 2
DRAW_VALUE = 3
DRAW_POSITION = 4
DRAW_IDEAS = 5
DRAW_QUALITY = 6
DRAW_IDEA_POSITION = 7
DRAW_STEP_COST = 8
DRAW_STEP_PASS = 9
DRAW_STEP_DIE = 10
DRAW_ABANDON = 11
DRAW_SIGNAL = 12
DRAW_NOTICE_READ = 13
DRAW_INVITE = 14
DRAW_ASSESSOR = 15
DRAW_INVESTOR = 16
DRAW_NOTICE_DEFENCE = 17
DRAW_ENTRY_TRL = 18
DRAW_DEATH = 19
DRAW_PRIME_CONTACT = 20
DRAW_BID_NOISE = 21
DRAW_BID_PRICE = 22
DRAW_LEGACY = 23
DRAW_LEGACY_WHO = 24
DRAW_FOREIGN = 25
DRAW_FOREIGN_QUALITY = 26
DRAW_INTEGRATION = 27
DRAW_SUCCESSOR = 28
DRAW_FIRM = 29
DRAW_SUPPORT = 30
DRAW_CAMPAIGNS = 220
DRAW_CAMPAIGN_VALUE = 221
DRAW_CAMPAIGN_NEED = 222
DRAW_CAMPAIGN_HEARD = 223
DRAW_CAMPAIGN_LEAD = 224
DRAW_CAMPAIGN_PRODUCT = 225
DRAW_CAMPAIGN_RIVAL = 226
DRAW_CAMPAIGN_WON = 227
DRAW_G2G_ASKED = 228
DRAW_G2G_AVAILABLE = 229
DRAW_G2G_LOSS = 230
DRAW_OFFERS = 231
DRAW_OFFER_WHO = 232
DRAW_OFFER_MALIGN = 233
DRAW_OFFER_SCREENED = 234
DRAW_OFFER_WITHDRAWN = 235
DRAW_PRIORITY = 260
DRAW_PROTECTED = 261
DRAW_REVISION = 262
DRAW_REVISED = 263
DRAW_MEETING = 270
DRAW_DECISION_TIME = 271
DRAW_SCHEDULE = 272
DRAW_PARTNER = 200
DRAW_SHOCK_ABROAD = 201
DRAW_SHOCK_HOME = 202
DRAW_CUT_OFF = 203
DRAW_SECOND_SOURCE = 204
DRAW_ASSURED = 205
DRAW_BY_CASE = 206
DRAW_MEET = 240
DRAW_MEET_WHOM = 241
DRAW_TIE = 242
DRAW_EVENT = 243
DRAW_ADVISER = 244
DRAW_JOINT_IDEA = 245
DRAW_JOIN = 246
DRAW_SETTLE = 247
DRAW_CLUSTER_MEET = 248
DRAW_OUTSIDE = 300
DRAW_BIRTH = 301
DRAW_LICENCE = 302
DRAW_SPIN_OUT = 303
DRAW_ACQUIRE = 304
DRAW_USER_NEEDED = 320
DRAW_FOLLOW_ON = 321
DRAW_WINDOW = 322
DRAW_RAPID = 323
DRAW_URGENT = 324
DRAW_URGENT_NEED = 325
DRAW_TRIAL = 326
DRAW_TRIAL_PASSED = 327
DRAW_UPGRADE_JUDGED = 328
DRAW_HABIT = 400
DRAW_WORK_SIZE = 401
DRAW_WORK_ENDS = 402
DRAW_WORK_COMPETED = 403
DRAW_AMENDED = 404
DRAW_RELET = 405
DRAW_TERM = 406
DRAW_RIVAL = 407
DRAW_SUPPORT_NOISE = 408
DRAW_SUPPORT_PRICE = 409
DRAW_SUPPORT_ABLE = 410
DRAW_OPEN_PLACE = 411

DRAW_PACKAGE = 290
DRAW_PACKAGE_WHO = 291
DRAW_PACKAGE_SIZE = 292
DRAW_DEPENDS = 293
DRAW_PACKAGE_STRUCK = 294
DRAW_DESIGNATED = 295
DRAW_NOVELTY_EXAMINED = 296
DRAW_RELABEL = 297
DRAW_INDEPENDENCE = 298
DRAW_CLASS = 340
DRAW_ORDER_VALUE = 341
DRAW_SPONSOR = 342
DRAW_EXCLUSIVE = 343
DRAW_PARTNER_LEAVES = 420
DRAW_JOINT_BID = 421
DRAW_EXCHANGE = 422
DRAW_FELLOW = 423

# Kinds of treatment: what somebody gets and somebody else does not
TREAT_AWARD = 1
TREAT_CONTRACT = 2
TREAT_ENGAGEMENT = 3
TREAT_ACQUISITION = 4

# Kinds of entity, for keys
KEY_ORGANISATION = 1
KEY_TECHNOLOGY = 2
KEY_REQUIREMENT = 3
KEY_SEGMENT = 4
KEY_INSTRUMENT = 5
KEY_CAMPAIGN = 220
KEY_OFFER = 221
KEY_CLUSTER = 240
KEY_PACKAGE = 290
KEY_SPIN_OUT = 300
KEY_ORDER = 320
KEY_URGENT = 321
KEY_WORK = 400
