# Turn SQL files, or any text file, into C. Any POSIX awk will do.
#
#   awk -v kind=enum                    -f embed.awk query/*.sql     > statement_list.h
#   awk -v kind=statements              -f embed.awk query/*.sql     > statement_list.c
#   awk -v kind=steps -v symbol=NAME    -f embed.awk schema/*.sql    > NAME.c
#   awk -v kind=bytes -v symbol=NAME -v header=FILE -f embed.awk ANY > NAME.c
#
# Every line becomes one string literal. A statement declares itself in its
# first lines (`-- name:`, `-- role:`); its number of parameters is read from
# the text. A fault ends with the file's name and exit status 1.

function fail(message) {
	print FILENAME ": " message > "/dev/stderr"
	failed = 1
	exit 1
}

function stem(path) {
	sub(/^.*\//, "", path)
	sub(/\.[a-z]+$/, "", path)
	return path
}

function literal(line, i, c, out) {
	out = ""
	for (i = 1; i <= length(line); i++) {
		c = substr(line, i, 1)
		# A question mark is escaped against trigraphs.
		if (c == "\\" || c == "\"" || c == "?")
			out = out "\\" c
		else if (c == "\t")
			out = out "\\t"
		else if (c == "\r")
			out = out "\\r"
		else
			out = out c
	}
	return "\t\"" out "\\n\"\n"
}

function header_value(line) {
	sub(/^-- [a-z]+: */, "", line)
	sub(/[ \t\r]+$/, "", line)
	return line
}

# The highest $n outside comments. A `$$` quote has no digit and is passed over.
function count_params(line, n) {
	sub(/--.*$/, "", line)
	while (match(line, /\$[0-9]+/)) {
		n = substr(line, RSTART + 1, RLENGTH - 1) + 0
		if (n > params[count])
			params[count] = n
		line = substr(line, RSTART + RLENGTH)
	}
}

FNR == 1 {
	count++
	file[count] = FILENAME
	name[count] = stem(FILENAME)
	params[count] = 0
	if (name[count] in seen)
		fail("the name '" name[count] "' is taken by " seen[name[count]])
	seen[name[count]] = FILENAME
}

/^-- name:/ && role[count] == "" {
	if (header_value($0) != name[count])
		fail("says its name is '" header_value($0) "'")
}

/^-- role:/ && role[count] == "" {
	role[count] = header_value($0)
}

{
	text[count] = text[count] literal($0)
	count_params($0)
}

function check_statements(i) {
	for (i = 1; i <= count; i++) {
		FILENAME = file[i]
		if (role[i] !~ /^(public|staff|desk|owner|cache)(, (public|staff|desk))*$/)
			fail("needs a line '-- role: public', staff, desk, owner or cache, and has '" role[i] "'")
		if (name[i] !~ /^[a-z][a-z0-9_]*$/)
			fail("is no name for a statement: use lower case and underscores")
	}
}

function check_steps(i, number, last) {
	last = -1
	for (i = 1; i <= count; i++) {
		FILENAME = file[i]
		if (name[i] !~ /^[0-9][0-9][0-9]_/)
			fail("a migration is called NNN_what.sql")
		number = substr(name[i], 1, 3) + 0
		if (number <= last)
			fail("migrations must come in order, each number once")
		last = number
	}
}

function write_enum(i) {
	print "#ifndef DB_STATEMENT_LIST_H"
	print "#define DB_STATEMENT_LIST_H\n"
	print "enum statement_id {"
	for (i = 1; i <= count; i++)
		print "\tSTATEMENT_" toupper(name[i]) ","
	print "\tSTATEMENT_COUNT"
	print "};\n"
	print "#endif"
}

function write_statements(i) {
	print "#include \"db/statement.h\"\n"
	print "const struct statement statement_list[STATEMENT_COUNT] = {"
	for (i = 1; i <= count; i++)
		printf "\t{ \"%s\", \"%s\", %d,\n%s\t},\n", name[i], role[i], params[i], text[i]
	print "};"
}

function write_steps(i) {
	print "#include \"db/statement.h\"\n"
	printf "const struct statement_step %s[] = {\n", symbol
	for (i = 1; i <= count; i++)
		printf "\t{ \"%s\",\n%s\t},\n", name[i], text[i]
	print "\t{ 0 }"
	print "};"
}

function write_bytes() {
	if (header != "")
		printf "#include \"%s\"\n\n", header
	printf "const char %s[] =\n%s;\n", symbol, text[1]
}

END {
	if (failed)
		exit 1
	if (kind == "statements" || kind == "enum")
		check_statements()
	if (kind == "steps" && symbol ~ /migration/)
		check_steps()
	print "/* Made by sql/embed.awk. */"
	if (kind == "enum")
		write_enum()
	else if (kind == "statements")
		write_statements()
	else if (kind == "steps")
		write_steps()
	else if (kind == "bytes")
		write_bytes()
	else
		fail("unknown kind '" kind "'")
}
