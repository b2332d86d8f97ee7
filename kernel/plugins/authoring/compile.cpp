// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/authoring/compile.hpp"

#include "kernel/plugins/authoring/front_matter.hpp"
#include "kernel/plugins/authoring/markdown.hpp"
#include "kernel/plugins/authoring/source_map.hpp"
#include "kernel/plugins/authoring/yaml.hpp"
#include "kernel/plugins/rules/check.hpp"
#include "kernel/plugins/rules/format.hpp"
#include "kernel/plugins/rules/suggestion.hpp"
#include "kernel/plugins/sha256.hpp"

#include <algorithm>
#include <tuple>

namespace guichet::plugins::authoring {
namespace {

using nlohmann::json;

/// What the compiler writes itself; an author who writes it has mistaken the file.
constexpr const char* written_by_us[] = {"format", "services", "articles", "files"};

bool is_below(const std::string& path, std::string_view folder) {
  return path.compare(0, folder.size(), folder) == 0;
}

std::string stem_of(const std::string& path) {
  const std::size_t slash = path.rfind('/') + 1;
  return path.substr(slash, path.find('.', slash) - slash);
}

class Compiler {
 public:
  Compiler(const SourceTree& sources, const std::string& library_hash)
      : sources_(sources), library_hash_(library_hash) {}

  Compilation run() {
    read_plugin();
    for (const auto& [path, text] : sources_) {
      if (is_below(path, "services/")) read_service(path, text);
      if (is_below(path, "docs/")) read_article(path, text);
    }
    if (!result_.ok()) return finished();
    fill_manifest();
    for (const Finding& finding : check_manifest(result_.manifest)) result_.diagnostics.push_back(map_.locate(finding));
    if (result_.ok()) check_links();
    return finished();
  }

 private:
  void say(const std::string& file, int line, std::string path, std::string text) {
    result_.diagnostics.push_back({file, line, std::move(path), std::move(text)});
  }

  /// The document when it is a map of keys, else problems.
  bool accept(const std::string& file, const YamlDocument& document) {
    for (const SyntaxProblem& problem : document.problems) say(file, problem.line, "", problem.text);
    if (!document.problems.empty()) return false;
    if (!document.value.is_object()) say(file, 1, "", "must hold keys with values, such as `id: ...`");
    return document.value.is_object();
  }

  void read_plugin() {
    const auto source = sources_.find("plugin.yaml");
    if (source == sources_.end()) return say("plugin.yaml", 1, "", "is missing: every plugin has one");
    const YamlDocument document = read_yaml(source->second);
    if (!accept("plugin.yaml", document)) return;
    for (const char* key : written_by_us) {
      if (!document.value.contains(key)) continue;
      say("plugin.yaml", document.lines.at("/" + std::string(key)), key, "is written by the compiler: remove it");
    }
    manifest_ = document.value;
    map_.add("", "plugin.yaml", document.lines);
  }

  void read_service(const std::string& file, const std::string& text) {
    const YamlDocument document = read_yaml(text);
    if (!accept(file, document)) return;
    if (const std::string id =
            document.value.value("id", json()).is_string() ? document.value["id"].get<std::string>() : "";
        id != stem_of(file) && !id.empty()) {
      say(file, document.lines.at("/id"), "id", in_quotes(id) + " is not the name of the file: rename one of them");
    }
    map_.add("/services/" + std::to_string(services_.size()), file, document.lines);
    services_.push_back(document.value);
  }

  void read_article(const std::string& file, const std::string& text) {
    if (const auto line = first_unclean_line(text))
      return say(file, *line, "", "holds bytes that are not UTF-8 text: save the file as UTF-8");
    if (!is_bundle_path(file))
      return say(file, 1, "", "the name of a page may hold letters, digits, dots and dashes only");
    const FrontMatter page = split_front_matter(text);
    if (!accept(file, page.header)) return;
    json article = page.header.value;
    for (const char* key : {"file", "html"}) {
      if (article.contains(key))
        say(file, page.header.lines.at("/" + std::string(key)), key, "is written by the compiler: remove it");
    }
    if (article.contains("id") && article["id"].is_string() && article["id"] != stem_of(file)) {
      say(file, page.header.lines.at("/id"), "id",
          in_quotes(article["id"].get<std::string>()) + " is not the name of the file: rename one of them");
    }
    const std::string by_name = file.find(".en.") == std::string::npos ? "fr" : "en";
    if (article.contains("language") && article["language"].is_string() && article["language"] != by_name) {
      say(file, page.header.lines.at("/language"), "language",
          "the name of the file says " + in_quotes(by_name) + ": ID.md is French, ID.en.md is English");
    }
    article["file"] = file;
    map_.add("/articles/" + std::to_string(articles_.size()), file, page.header.lines);
    articles_.push_back(std::move(article));
    result_.documents[file] = std::string(page.body);
    body_lines_[file] = page.body_line;
  }

  void fill_manifest() {
    manifest_["format"] = 1;
    manifest_["services"] = services_;
    manifest_["articles"] = articles_;
    manifest_["files"] = json::object();
    for (const auto& [path, text] : result_.documents) manifest_["files"][path] = sha256(text);
    if (!library_hash_.empty()) manifest_["files"]["plugin.so"] = library_hash_;
    result_.manifest = manifest_;
  }

  void check_links() {
    const Names names(result_.manifest);
    for (const auto& [file, text] : result_.documents) {
      const RenderedPage page = render_markdown(text, names.plugin);
      const int offset = body_lines_[file] - 1;
      for (const MarkdownProblem& problem : page.problems) say(file, problem.line + offset, "", problem.text);
      for (const Link& link : page.links) {
        Findings findings;
        check_reference(link.id, link.to_service ? names.services : names.articles, names,
                        link.to_service ? "service" : "article", "", findings);
        for (const Finding& finding : findings) say(file, link.line + offset, "", finding.text);
      }
      if (page.passages.empty() && page.problems.empty())
        say(file, body_lines_[file], "", "the page is empty: write what it is about");
    }
  }

  Compilation finished() {
    const auto order = [](const Diagnostic& a, const Diagnostic& b) {
      return std::tie(a.file, a.line, a.text) < std::tie(b.file, b.line, b.text);
    };
    std::stable_sort(result_.diagnostics.begin(), result_.diagnostics.end(), order);
    return std::move(result_);
  }

  const SourceTree& sources_;
  const std::string& library_hash_;
  Compilation result_;
  SourceMap map_;
  json manifest_ = json::object(), services_ = json::array(), articles_ = json::array();
  std::map<std::string, int> body_lines_;
};

}  // namespace

std::string to_string(const Diagnostic& diagnostic) {
  return diagnostic.file + ":" + std::to_string(diagnostic.line) + ": " +
         (diagnostic.severity == Severity::warning ? "warning: " : "") +
         (diagnostic.path.empty() ? "" : diagnostic.path + ": ") + diagnostic.text;
}

bool Compilation::ok() const {
  return std::none_of(diagnostics.begin(), diagnostics.end(),
                      [](const Diagnostic& each) { return each.severity == Severity::error; });
}

Compilation compile_sources(const SourceTree& sources, const std::string& library_hash) {
  return Compiler(sources, library_hash).run();
}

}  // namespace guichet::plugins::authoring
