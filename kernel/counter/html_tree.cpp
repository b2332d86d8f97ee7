// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/html_tree.hpp"

namespace guichet::counter {

std::string_view name_of(const xmlNode* node) {
  return node->type == XML_ELEMENT_NODE && node->name != nullptr ? reinterpret_cast<const char*>(node->name) : "";
}

std::string attribute(const xmlNode* node, const char* name) {
  xmlChar* value = xmlGetProp(const_cast<xmlNode*>(node), reinterpret_cast<const xmlChar*>(name));  // NOLINT
  if (value == nullptr) return {};
  std::string text = reinterpret_cast<const char*>(value);
  xmlFree(value);
  return text;
}

const xmlNode* first_named(const xmlNode* node, std::string_view name, int depth) {
  for (; node != nullptr; node = node->next) {
    if (name_of(node) == name) return node;
    if (depth < deepest_element && node->children != nullptr) {
      if (const xmlNode* found = first_named(node->children, name, depth + 1)) return found;
    }
  }
  return nullptr;
}

std::string whole_text(const xmlNode* node) {
  xmlChar* content = xmlNodeGetContent(const_cast<xmlNode*>(node));  // NOLINT
  if (content == nullptr) return {};
  std::string text = reinterpret_cast<const char*>(content);
  xmlFree(content);
  return text;
}

bool is_html_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

}  // namespace guichet::counter
