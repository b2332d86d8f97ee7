// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/rules/schema.hpp"

#include "kernel/plugins/rules/explain.hpp"

#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

namespace guichet::plugins {

extern const std::pair<const char*, const char*> embedded_schemas[];  // generated from plugin-api/schema
extern const std::size_t embedded_schema_count;

namespace {

using nlohmann::json;

/// "field.json" and "common.json#/definitions/text" seen from `file`, as a pointer into the one schema of all.
std::string local_reference(const std::string& reference, const std::string& file) {
  const std::size_t hash = reference.find('#');
  const std::string target = reference.substr(0, hash);
  const std::string rest = hash == std::string::npos ? "" : reference.substr(hash + 1);
  const std::string name = target.empty() ? file : target.substr(0, target.size() - std::string(".json").size());
  return "#/definitions/" + name + rest;
}

void localise(json& schema, const std::string& file) {
  if (schema.is_object()) {
    schema.erase("$id");
    schema.erase("$schema");
    if (const auto reference = schema.find("$ref"); reference != schema.end()) {
      *reference = local_reference(reference->get<std::string>(), file);
    }
  }
  for (json& child : schema) {
    if (child.is_structured()) localise(child, file);
  }
}

/// All files in one schema, so that neither the walk nor valijson has to fetch one.
json combined() {
  json definitions = json::object();
  for (const auto& [name, schema] : published_schemas()) {
    definitions[name] = schema;
    localise(definitions[name], name);
  }
  return {{"$ref", "#/definitions/manifest"}, {"definitions", std::move(definitions)}};
}

/// valijson runs std::regex for the formats it knows, and std::regex overflows the stack on long text. Ours are
/// checked in explain.cpp; here none may be left.
void drop_formats(json& schema) {
  if (schema.is_object() && schema.contains("type") && schema.contains("format") && schema["format"].is_string())
    schema.erase("format");
  for (json& child : schema) {
    if (child.is_structured()) drop_formats(child);
  }
}

struct Validator {
  json source = combined();
  valijson::Schema schema;
  Validator() {
    drop_formats(source);
    json root = source["definitions"]["manifest"];
    root["definitions"] = source["definitions"];
    source = std::move(root);
    const valijson::adapters::NlohmannJsonAdapter adapter(source);
    valijson::SchemaParser parser;
    parser.populateSchema(adapter, schema);
  }
};

}  // namespace

const std::vector<std::pair<std::string, json>>& published_schemas() {
  static const auto schemas = [] {
    std::vector<std::pair<std::string, json>> list;
    for (std::size_t i = 0; i < embedded_schema_count; ++i) {
      list.emplace_back(embedded_schemas[i].first, json::parse(embedded_schemas[i].second));
    }
    return list;
  }();
  return schemas;
}

Findings explain_manifest(const json& manifest) {
  static const json schema = combined();
  return explain(schema, schema, manifest, "");
}

Findings validate_manifest(const json& manifest) {
  static const Validator published;
  valijson::Validator validator(valijson::Validator::kStrongTypes);
  valijson::ValidationResults results;
  const valijson::adapters::NlohmannJsonAdapter target(manifest);
  Findings findings;
  if (validator.validate(published.schema, target, &results)) return findings;
  valijson::ValidationResults::Error error;
  while (results.popError(error) && findings.size() < 20) {
    std::string where;
    for (const std::string& part : error.context) where += part;
    findings.push_back({"", "does not follow the schema at " + where + ": " + error.description});
  }
  return findings;
}

bool is_shallow(std::string_view json_text, std::size_t limit) {
  std::size_t depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < json_text.size(); ++i) {
    const char c = json_text[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '[' || c == '{') {
      if (++depth > limit) return false;
    } else if ((c == ']' || c == '}') && depth > 0) {
      --depth;
    }
  }
  return true;
}

}  // namespace guichet::plugins
