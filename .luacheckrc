std = "lua54"
globals = {}
read_globals = {"form", "rule", "corpus_rule", "case", "params", "regex", "log", "data", "wordlist", "per_report", "title_likeness", "difference", "sum", "largest", "smallest"}
max_line_length = 110
files["lua/meta"] = {ignore = {"111", "112", "113", "121", "122", "131", "211", "212", "241", "611", "631"}}
