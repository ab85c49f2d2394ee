# The description as it is served: openapi.json with the schema of documents
# (sql/document.schema.json, as $schema) among its components, so that a saved
# copy is whole. The schema's own definitions become components, too.
#
# What is described of PDF holds for the other faces, which x-faces lists: their
# addresses, types and links are made from it. What is described of a list's CSV
# holds for faces that say there what a `list` is in them.
#
#   jq -n --slurpfile schema document.schema.json --slurpfile description openapi.json -f openapi.jq

# fund becomes DocumentFund.
def component:
  "Document" + (split("_") | map((.[:1] | ascii_upcase) + .[1:]) | join(""));

def refer_here:
  walk(if type == "object" and has("$ref")
    then ."$ref" |= "#/components/schemas/" + (ltrimstr("#/$defs/") | component)
    else . end);

# Typed languages want the members that are named to be among those that are not.
def widen:
  walk(if type == "object" and has("properties") and (.additionalProperties | type) == "object"
    then .additionalProperties = { anyOf: [.additionalProperties, (.properties[] | del(.description))] }
    else . end);

# The description of an address with another face than PDF.
def show_as($face):
  .get.operationId |= sub("Pdf$"; $face.id)
  | .get.summary |= sub("PDF"; $face.label)
  | .get.responses["200"].description = $face.description
  | (.get.responses["200", "206"] | select(.)).content
    = { ($face.type): { schema: { "$ref": "#/components/schemas/\($face.id)" } } };

# The description of an address of a list with another face than CSV.
def show_list_as($face):
  .get.operationId |= sub("Csv$"; $face.id)
  | .get.summary |= sub("CSV"; $face.label)
  | .get.description = $face.list
  | .get.parameters |= map(select(."$ref" != "#/components/parameters/bom"))
  | .get.responses["200"].content
    = { ($face.type): { schema: { "$ref": "#/components/schemas/\($face.id)" } } };

def add_lists($faces):
  with_entries(
    (.key | rtrimstr(".csv")) as $bare
    | ., if $bare == .key then empty else
        ($faces[] | select(.list)) as $face
        | { key: "\($bare).\($face.name)", value: (.value | show_list_as($face)) }
      end);

# The address of a document that is JSON whatever Accept says.
def show_as_json:
  .get.operationId += "Json"
  | .get.summary += "（JSON）"
  | del(.get.responses["200"].headers["Vary", "Content-Location"]);

def add_faces($faces):
  . as $paths
  | with_entries(
      .key as $path
      | (.key | rtrimstr(".pdf")) as $bare
      | ., if $bare == $path then empty else
          $faces[] as $face
          | { key: "\($bare).\($face.name)", value: (.value | show_as($face)) }
        end)
  | with_entries(
      .key as $path
      | ., if $paths["\($path).pdf"] then { key: "\($path).json", value: (.value | show_as_json) } else empty end);

# Where there is a link to the PDF of something, there is one to each other face.
def add_links($faces):
  walk(if type == "object" and (.properties | type) == "object"
      and (.properties.pdf."$ref"? // "" | endswith("/Link"))
    then reduce $faces[] as $face (.; .properties[$face.name] = .properties.pdf | .required += [$face.name])
    elif type == "object" and (.pdf | type) == "string" and (.pdf | endswith(".pdf"))
    then reduce $faces[] as $face (.; .[$face.name] = (.pdf | sub("pdf$"; $face.name)))
    # Of a CSV, the last column and its cells.
    elif type == "object" and (.example | type) == "string" and (.example | test("links\\.pdf\r\n"))
    then .example |= gsub("(?<link>[^,\r\n]*[.])pdf\r\n"; .link as $link | $link + "pdf" + ($faces | map("," + $link + .name) | join("")) + "\r\n")
    else . end);

def add_schemas($faces):
  reduce $faces[] as $face (.;
    .[$face.id] = { type: "string", contentMediaType: $face.type, description: $face.description }
      + (if $face.charset then {} else { format: "binary" } end));

# What is published has an identifier and a revision, and nothing internal.
$schema[0]
| [."$defs" | to_entries[] | select(.value."x-internal") | "#/$defs/" + .key] as $internal
| (."$defs" | with_entries(select(.value."x-internal" | not) | .key |= component)) as $parts
| del(."$schema", ."$defs", .title)
| .properties |= with_entries(select(.value."$ref" as $ref | $internal | index($ref) | not))
| .required += ["id", "published"]
| { Document: . } + $parts
| refer_here
| widen
# Who reads a document writes none of it.
| del(.. | objects | .readOnly)
| . as $components
| $description[0]
| .components.schemas |= (. as $own | . + $components | .Document += $own.Document)
| ."x-faces" as $faces
| del(."x-faces")
| add_links($faces)
| .paths |= (add_faces($faces) | add_lists($faces))
| .components.schemas |= add_schemas($faces)
