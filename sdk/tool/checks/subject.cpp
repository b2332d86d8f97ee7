// SPDX-License-Identifier: Apache-2.0
#include "sdk/tool/checks/subject.hpp"

#include "kernel/plugins/authoring/compile.hpp"
#include "kernel/plugins/authoring/front_matter.hpp"
#include "kernel/plugins/authoring/yaml.hpp"
#include "sdk/tool/places.hpp"

#include <filesystem>

namespace guichet::sdk_tool {
namespace {

namespace fs = std::filesystem;
using plugins::authoring::SourceMap;
using plugins::authoring::SourceTree;

/// In the order the compiler reads them, which is the order of the manifest.
SourceMap lines_of(const SourceTree& tree) {
  SourceMap map;
  std::size_t services = 0, articles = 0;
  for (const auto& [path, text] : tree) {
    if (path == "plugin.yaml") map.add("", path, plugins::authoring::read_yaml(text).lines);
    if (path.rfind("services/", 0) == 0)
      map.add("/services/" + std::to_string(services++), path, plugins::authoring::read_yaml(text).lines);
    if (path.rfind("docs/", 0) == 0)
      map.add("/articles/" + std::to_string(articles++), path,
              plugins::authoring::split_front_matter(text).header.lines);
  }
  return map;
}

}  // namespace

Problem Subject::at(const std::string& pointer, std::string text, plugins::Severity severity) const {
  if (!sources) return {"manifest.json", 1, plugins::path_of_pointer(pointer), std::move(text), severity};
  return lines.locate({pointer, std::move(text), severity});
}

domain::Result<bool> is_source_folder(const std::string& path) {
  if (const auto there = is_there(path, "give the folder of a plugin, or a bundle"); !there) return there.error();
  std::error_code error;
  if (fs::is_directory(path, error)) {
    if (const auto readable = can_read_sources(path); !readable) return readable.error();
  }
  if (fs::is_regular_file(fs::path(path) / "plugin.yaml", error)) return true;
  if (fs::is_regular_file(path, error) || fs::is_regular_file(fs::path(path) / "manifest.json", error)) return false;
  return domain::Error{domain::ErrorKind::invalid,
                       "error.plugin.bundle",
                       {},
                       {},
                       path + " holds neither plugin.yaml nor manifest.json: give the folder of a plugin, or a bundle"};
}

domain::Result<Subject> read_subject(const std::string& path) {
  const auto sources = is_source_folder(path);
  if (!sources) return sources.error();
  Subject subject;
  subject.path = path;
  subject.sources = *sources;
  if (subject.sources) {
    auto tree = plugins::authoring::read_sources(path);
    if (!tree) return tree.error();
    subject.tree = std::move(*tree);
    // A library is not at hand while only texts are checked; any hash stands for it.
    auto compilation = plugins::authoring::compile_sources(subject.tree, std::string(64, '0'));
    subject.compiles = compilation.ok();
    subject.diagnostics = std::move(compilation.diagnostics);
    if (subject.compiles) {
      subject.manifest = std::move(compilation.manifest);
      subject.lines = lines_of(subject.tree);
    }
    return subject;
  }
  auto bundle = BundleAt::open(path);
  if (!bundle) {
    subject.refusal = bundle.error().detail;
  } else {
    subject.bundle = std::move(*bundle);
    subject.manifest = subject.bundle->bundle().manifest;
  }
  return subject;
}

}  // namespace guichet::sdk_tool
