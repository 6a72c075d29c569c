"""The functions of Python and JavaScript that start programs or run code: a function is one row."""

from __future__ import annotations

# function: where its text or list of words stands, and the name it may have
TEXTS: dict[str, tuple[int, str]] = {
    "os.system": (0, "command"), "os.popen": (0, "cmd"), "subprocess.getoutput": (0, "cmd"), "libc.system": (0, ""),
    "subprocess.getstatusoutput": (0, "cmd"), "os.startfile": (0, "path"), "subprocess.run": (0, "args"), "subprocess.call": (0, "args"),
    "subprocess.check_call": (0, "args"), "subprocess.check_output": (0, "args"), "subprocess.Popen": (0, "args"),
    "asyncio.create_subprocess_shell": (0, "cmd"), "pty.spawn": (0, "argv"), "libc.popen": (0, ""),
    "child_process.exec": (0, ""), "child_process.execSync": (0, ""), "posix.system": (0, "command"),
}  # fmt: skip
# function: where the program and its words stand, and whether these are one list (else all that follow)
WORDS: dict[str, tuple[int, bool]] = {
    **{f"os.exec{kind}": (0, kind[0] == "v") for kind in ("l", "le", "lp", "lpe", "v", "ve", "vp", "vpe")},
    **{f"os.spawn{kind}": (1, kind[0] == "v") for kind in ("l", "le", "lp", "lpe", "v", "ve", "vp", "vpe")},
    **{f"libc.exec{kind}": (0, kind[0] == "v") for kind in ("l", "le", "lp", "lpe", "v", "ve", "vp", "vpe")},
    "os.posix_spawn": (0, True), "os.posix_spawnp": (0, True),
}  # fmt: skip
PROGRAM_WORDS = ("child_process.spawn", "child_process.spawnSync", "child_process.execFile",
                  "child_process.execFileSync")  # fmt: skip
RUNS_CODE = {
    "python": ("eval", "exec", "compile", "timeit.timeit", "timeit.repeat", "code.interact", "runpy.run_string",
               "cProfile.run", "profile.run", "trace.run", "doctest.run"),
    "javascript": ("eval", "Function", "vm.runInThisContext", "vm.runInNewContext", "vm.runInContext", "vm.Script",
                   "vm.compileFunction", "worker_threads.Worker"),
}  # fmt: skip
# function: where the path of the code stands that it runs
RUNS_FILES = {"runpy.run_path": 0, "importlib.util.spec_from_file_location": 1, "imp.load_source": 1,
               "importlib.machinery.SourceFileLoader": 1, "execfile": 0}  # fmt: skip
RUNS_TEXTS = ("runsource", "runcode", "PyRun_SimpleString", "runInNewContext", "runInThisContext", "runInContext")
PICKLES = ("pickle.loads", "_pickle.loads", "dill.loads", "cloudpickle.loads")
# Names that no other module is likely to have: of an object that nothing is known of they are taken for these.
LIKELY = {
    **dict.fromkeys(("execSync", "spawnSync", "execFileSync", "execFile"), "child_process"),
    **dict.fromkeys(("check_output", "check_call", "getoutput", "getstatusoutput", "Popen"), "subprocess"),
}
# The modules that any of these are of.
MODULES = frozenset(name.partition(".")[0] for name in (*TEXTS, *WORDS, *PROGRAM_WORDS))
