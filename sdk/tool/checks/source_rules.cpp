// SPDX-License-Identifier: Apache-2.0
#include "sdk/tool/checks/rule.hpp"

#include <algorithm>
#include <iterator>

namespace guichet::sdk_tool {
namespace {

enum class Part { plugin, services, articles, other };

Part part_of(const std::string& file) {
  if (file == "plugin.yaml") return Part::plugin;
  if (file.rfind("services/", 0) == 0) return Part::services;
  if (file.rfind("docs/", 0) == 0) return Part::articles;
  return Part::other;
}

/// What the compiler says about one kind of file. It is one compiler, the kernel's, whatever is asked of it here.
Problems told_about(const Subject& subject, Part part) {
  Problems problems;
  std::copy_if(subject.diagnostics.begin(), subject.diagnostics.end(), std::back_inserter(problems),
               [part](const Problem& each) { return part_of(each.file) == part; });
  return problems;
}

}  // namespace

Problems check_plugin_file(const Subject& subject) {
  return told_about(subject, Part::plugin);
}

Problems check_service_files(const Subject& subject) {
  return told_about(subject, Part::services);
}

Problems check_article_files(const Subject& subject) {
  return told_about(subject, Part::articles);
}

Problems check_other_files(const Subject& subject) {
  return told_about(subject, Part::other);
}

}  // namespace guichet::sdk_tool
