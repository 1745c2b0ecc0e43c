#!/usr/bin/env bash
# ruff 0.17.6 sends imports of Airflow's BashSensor to a module that no release of the provider has.
#
# Guess: the target of a published rule exists, so that a table of renames can be taken over from the tool that has it.
# Seen with ruff 0.17.6 (AIR312): `airflow.sensors.bash` becomes `airflow.providers.standard.sensor.bash`; the provider,
# 1.21.0, has `airflow/providers/standard/sensors/bash.py`, and nothing under `sensor`.
# A table that is derived from another has to be held against the package that it leads to.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq ruff==0.17.6
"$folder/venv/bin/pip" download -qq --no-deps --dest "$folder" apache-airflow-providers-standard==1.21.0
cd "$folder"
printf 'from airflow.sensors.bash import BashSensor\n\nBashSensor(task_id="x")\n' >dag.py
venv/bin/ruff check --isolated --preview --select AIR --fix --unsafe-fixes --quiet dag.py || true
head -n 1 dag.py >seen
venv/bin/python -m zipfile -l ./*.whl | grep -o 'airflow/providers/standard/sensors\?/bash\.py' >>seen
diff - seen <<'SEEN'
from airflow.providers.standard.sensor.bash import BashSensor
airflow/providers/standard/sensors/bash.py
SEEN
echo "as it was seen"
