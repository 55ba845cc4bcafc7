import pathlib
import runpy
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent / "src"))
runpy.run_module("pkg.main", run_name="__main__")
