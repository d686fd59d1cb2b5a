"""One file an actor: each decision is a short scalar method, fields and arguments in, a value out."""

from pullthrough.agents.academic_group import AcademicGroup
from pullthrough.agents.capability_sponsor import CapabilitySponsor
from pullthrough.agents.export_office import ExportOffice
from pullthrough.agents.funding_body import FundingBody
from pullthrough.agents.investment_screening import InvestmentScreening
from pullthrough.agents.organisation import Organisation
from pullthrough.agents.prime import Prime
from pullthrough.agents.procurement_agency import ProcurementAgency
from pullthrough.agents.regional_cluster import RegionalCluster
from pullthrough.agents.sme import SME
from pullthrough.world import codes

ROLES: dict[str, type] = {
    "Organisation": Organisation,
    "Prime": Prime,
    "SME": SME,
    "AcademicGroup": AcademicGroup,
    "CapabilitySponsor": CapabilitySponsor,
    "FundingBody": FundingBody,
    "ProcurementAgency": ProcurementAgency,
    "ExportOffice": ExportOffice,
    "InvestmentScreening": InvestmentScreening,
    "RegionalCluster": RegionalCluster,
}

#: A decision called on ``Organisation`` is the one of the actual kind.
VIRTUAL: dict[str, dict[int, str]] = {
    "Organisation": {codes.PRIME: "Prime", codes.SME: "SME", codes.ACADEMIC: "AcademicGroup"}
}

__all__ = [
    "ROLES",
    "SME",
    "VIRTUAL",
    "AcademicGroup",
    "CapabilitySponsor",
    "ExportOffice",
    "FundingBody",
    "InvestmentScreening",
    "Organisation",
    "Prime",
    "ProcurementAgency",
    "RegionalCluster",
]  # fmt: skip
