# gongkai-template(5) from templates/README.md. Any POSIX awk will do, in the C
# locale: only ASCII is looked at.
#
#   awk -v version=0.1.0 -f template.awk README.md > gongkai-template.5
#
# Knows what that file uses: headings, paragraphs, lists, tables, fences, and
# within text `code`, **bold** and [links](target).

function plain(text) {
	gsub(/\\/, "\\e", text)
	gsub(/-/, "\\-", text)
	gsub(/'/, "\\(aq", text)
	gsub(/~/, "\\(ti", text)
	gsub(/\^/, "\\(ha", text)
	return text
}

function marked(text, parts, count, i, out) {
	# Of a link, its text.
	while (match(text, /\]\([^)]*\)/))
		text = substr(text, 1, RSTART - 1) "\001" substr(text, RSTART + RLENGTH)
	while (match(text, /\[[^\[\001]*\001/))
		text = substr(text, 1, RSTART - 1) substr(text, RSTART + 1, RLENGTH - 2) substr(text, RSTART + RLENGTH)
	count = split(text, parts, "`")
	for (i = 1; i <= count; i++) {
		if (i % 2 == 1) {
			out = out bold(parts[i])
		} else {
			gsub(/\\\|/, "|", parts[i])
			out = out "\\fB" plain(parts[i]) "\\fR"
		}
	}
	return out
}

function bold(text, parts, count, i, out) {
	count = split(plain(text), parts, /\*\*/)
	for (i = 1; i <= count; i++)
		out = out (i % 2 == 1 ? parts[i] : "\\fB" parts[i] "\\fR")
	return out
}

# A paragraph, or an item of a list, is one text over several lines.
function flush() {
	if (pending != "") {
		print (pending ~ /^\./ ? "\\&" : "") marked(pending)
	}
	pending = ""
}

# The first cell is a term, the others are told beside it.
function row(line, cells, count, told, i) {
	gsub(/\\\|/, "\002", line)
	count = split(line, cells, /[ ]*\|[ ]*/)
	print ".TP"
	for (i = 2; i < count; i++) {
		gsub(/\002/, "|", cells[i])
		if (i > 2 && cells[i] == "")
			continue
		if (i > 2 && told++)
			print ".br"
		print (cells[i] ~ /^\./ ? "\\&" : "") marked(cells[i])
	}
}

BEGIN {
	print ".\\\" Made from templates/README.md; not edited."
	print ".TH GONGKAI\\-TEMPLATE 5 \"\" \"gongkai " version "\""
	print ".if \\n(.g .do mso zh.tmac\n.nh\n.ad l"
	print ".SH NAME\ngongkai\\-template \\- forms of gongkai as XML templates"
	print ".SH DESCRIPTION"
}

/^```/ {
	flush()
	is_code = !is_code
	print is_code ? ".PP\n.RS 2\n.nf" : ".fi\n.RE"
	next
}
is_code {
	print (/^\./ ? "\\&" : "") plain($0)
	next
}
/^# / { next }
/^##/ {
	flush()
	title = $0
	sub(/^#+ /, "", title)
	print (/^###/ ? ".SS " : ".SH ") plain(title)
	next
}
/^\|[-|]+\|$/ {
	# The line above was the heading of the columns.
	in_table = 1
	next
}
/^\|/ && in_table {
	row($0)
	next
}
/^\|/ {
	flush()
	next
}
{ in_table = 0 }
/^$/ {
	flush()
	is_new = 1
	next
}
/^- / {
	flush()
	print ".IP \\(bu 2"
	pending = substr($0, 3)
	is_new = 0
	next
}
{
	sub(/^ +/, "")
	if (pending == "" && is_new)
		print ".PP"
	is_new = 0
	pending = pending (pending == "" ? "" : "\n") $0
}
END {
	flush()
	print ".SH SEE ALSO\n.BR gongkai (1)"
}
