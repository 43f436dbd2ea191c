"""A template for `sam local start-api`, whose containers work on the local stack's data.

SAM passes on only variables that a template declares, and has other table names than the emulator. So the template gets
the variables of the deployed functions, and the emulator's address.
"""

import copy
import os
from pathlib import Path

import yaml
from mypy_boto3_lambda import LambdaClient

from local.build import folder, host_architecture
from local.deploy import deployed
from local.emulator import Emulator
from local.places import LOCAL, Ports
from local.sam_transform import Template

PLACE = LOCAL / "sam-local" / "template.yaml"
HOST_OF_CONTAINERS = "host.docker.internal"
CODE = ("CodeUri", "ContentUri")


def write(home: Path, ports: Ports) -> Path:
    """Write the template for the running stack. Returns its path."""
    emulator = Emulator(home, ports.aws)
    names = deployed(emulator, changed=False).resources
    functions: LambdaClient = emulator.client("lambda")
    built = folder(host_architecture())
    template: Template = yaml.safe_load((built / "template.yaml").read_text())
    variables = {
        logical: functions.get_function_configuration(FunctionName=names[logical])["Environment"]["Variables"]
        for logical, resource in template["Resources"].items()
        if resource["Type"] == "AWS::Serverless::Function"
    }
    PLACE.parent.mkdir(parents=True, exist_ok=True)
    to_built = Path(os.path.relpath(built, PLACE.parent))
    PLACE.write_text(yaml.safe_dump(for_containers(template, variables, ports, to_built), sort_keys=False))
    return PLACE


def for_containers(template: Template, deployed: dict[str, dict[str, str]], ports: Ports, built: Path) -> Template:
    """The built template with each function's deployed variables, the emulator's address, and its code at `built`."""
    changed = copy.deepcopy(template)
    changed["Resources"].pop("Background", None)  # functions without a route are of no use to `sam local`
    for logical, resource in changed["Resources"].items():
        properties = resource.get("Properties", {})
        for place in CODE:
            if isinstance(properties.get(place), str):
                properties[place] = str(built / properties[place])
        if logical in deployed:
            variables = {
                name: value.replace("localhost", HOST_OF_CONTAINERS) for name, value in deployed[logical].items()
            }
            variables["AWS_ENDPOINT_URL"] = f"http://{HOST_OF_CONTAINERS}:{ports.aws}"
            properties["Environment"] = {"Variables": variables}
    return changed
