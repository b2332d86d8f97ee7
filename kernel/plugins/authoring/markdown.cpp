// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/authoring/markdown.hpp"

#include "kernel/plugins/authoring/excess.hpp"
#include "kernel/plugins/authoring/link.hpp"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <algorithm>
#include <memory>
#include <set>
#include <unordered_map>

namespace guichet::plugins::authoring {
namespace {

struct FreeNode {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
};
struct FreeIterator {
  void operator()(cmark_iter* iterator) const { cmark_iter_free(iterator); }
};
struct FreeParser {
  void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
};
struct FreeText {
  void operator()(char* text) const { cmark_get_default_mem_allocator()->free(text); }
};
using Node = std::unique_ptr<cmark_node, FreeNode>;
using Iterator = std::unique_ptr<cmark_iter, FreeIterator>;
using Parser = std::unique_ptr<cmark_parser, FreeParser>;

constexpr int options = CMARK_OPT_VALIDATE_UTF8;  // safe mode is the default: no CMARK_OPT_UNSAFE here, ever

Parser new_parser() {
  cmark_gfm_core_extensions_ensure_registered();
  Parser parser(cmark_parser_new(options));
  for (const char* name : {"table", "autolink"}) {
    if (cmark_syntax_extension* extension = cmark_find_syntax_extension(name)) {
      cmark_parser_attach_syntax_extension(parser.get(), extension);
    }
  }
  return parser;
}

/// Every node when it is entered (and left), children before siblings, without recursion.
template <typename Visit>
void walk(cmark_node* root, Visit visit) {
  const Iterator iterator(cmark_iter_new(root));
  for (cmark_event_type event = cmark_iter_next(iterator.get()); event != CMARK_EVENT_DONE;
       event = cmark_iter_next(iterator.get())) {
    visit(cmark_iter_get_node(iterator.get()), event == CMARK_EVENT_ENTER);
  }
}

std::string literal_of(cmark_node* node) {
  const char* literal = cmark_node_get_literal(node);
  return literal == nullptr ? "" : literal;
}

/// Inline nodes of tables and lists carry no line of their own.
int line_of(cmark_node* node) {
  for (; node != nullptr; node = cmark_node_parent(node)) {
    if (const int line = cmark_node_get_start_line(node); line > 0) return line;
  }
  return 1;
}

/// Plain text of everything below: words of neighbouring blocks and cells never run together.
std::string plain_text(cmark_node* root) {
  std::string text;
  const auto gap = [&](char with) {
    if (!text.empty() && text.back() != '\n' && text.back() != ' ') text += with;
  };
  walk(root, [&](cmark_node* node, bool entered) {
    const cmark_node_type type = cmark_node_get_type(node);
    const bool is_block = (static_cast<unsigned>(type) & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_BLOCK;
    if (entered && (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE || type == CMARK_NODE_CODE_BLOCK))
      text += literal_of(node);
    if (entered && (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)) gap(' ');
    const std::string_view name = cmark_node_get_type_string(node);
    if (!entered && name == "table_cell")
      gap(' ');
    else if (is_block)
      gap('\n');
  });
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
  return text;
}

/// Takes out what may not be shown, points links where they may lead.
class Cleaning {
 public:
  Cleaning(std::string_view plugin, Images images, RenderedPage& page)
      : plugin_(plugin), images_(images), page_(page) {}

  void run(cmark_node* document) {
    std::vector<cmark_node*> html, images;
    walk(document, [&](cmark_node* node, bool entered) {
      if (!entered) return;
      const cmark_node_type type = cmark_node_get_type(node);
      if (type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_HTML_INLINE) html.push_back(node);
      if (type == CMARK_NODE_IMAGE) images.push_back(node);
      if (type == CMARK_NODE_LINK) link(node);
    });
    for (cmark_node* node : images) {
      if (images_ == Images::of_the_base && show(node)) continue;
      report(node, Kind::image,
             images_ == Images::of_the_base
                 ? "this image was not added to the article: its description is shown instead"
                 : "images are not shown in articles: say it in words");
      unwrap(node);
    }
    for (cmark_node* node : html) {
      report(node, Kind::html, "HTML is not shown: write it in Markdown");
      const Node removed((cmark_node_unlink(node), node));
    }
  }

 private:
  using Kind = MarkdownProblem::Kind;

  void report(cmark_node* node, Kind kind, std::string text) {
    page_.problems.push_back({line_of(node), std::move(text), kind});
  }

  /// Points an image at where the counter serves it. False when it names none.
  bool show(cmark_node* node) {
    const char* url = cmark_node_get_url(node);
    const std::string sha256 = image_named(url == nullptr ? "" : url);
    if (sha256.empty()) return false;
    if (plain_text(node).empty())
      report(node, Kind::image, "an image needs a description, for those who do not see it");
    cmark_node_set_url(node, ("/fiches/images/" + sha256).c_str());
    page_.images.push_back(sha256);
    return true;
  }

  void link(cmark_node* node) {
    const char* url = cmark_node_get_url(node);
    LinkTarget target = judge_link(url == nullptr ? "" : url, plugin_);
    if (target.kind == LinkTarget::Kind::refused) report(node, Kind::link, target.problem);
    const bool to_service = target.kind == LinkTarget::Kind::service;
    if (to_service || target.kind == LinkTarget::Kind::article)
      page_.links.push_back({to_service, target.id, line_of(node)});
    cmark_node_set_url(node, target.url.c_str());
  }

  /// The node's children take its place.
  static void unwrap(cmark_node* node) {
    while (cmark_node* child = cmark_node_first_child(node)) {
      cmark_node_unlink(child);
      if (cmark_node_insert_before(node, child) == 0) cmark_node_free(child);
    }
    const Node removed((cmark_node_unlink(node), node));
  }

  std::string_view plugin_;
  Images images_;
  RenderedPage& page_;
};

/// Cuts the page into passages and gives each heading its level and anchor.
class Outline {
 public:
  Outline(cmark_node* document, RenderedPage& page) : page_(page) {
    int highest = 6;
    walk(document, [&](cmark_node* node, bool entered) {
      if (!entered || cmark_node_get_type(node) != CMARK_NODE_HEADING) return;
      highest = std::min(highest, cmark_node_get_heading_level(node));
      headings_.push_back(node);
    });
    shift_ = 2 - highest;
  }

  void cut(cmark_node* document) {
    domain::Passage passage;
    for (cmark_node* block = cmark_node_first_child(document); block != nullptr; block = cmark_node_next(block)) {
      if (cmark_node_get_type(block) == CMARK_NODE_HEADING) {
        keep(std::move(passage));
        const std::string heading = plain_text(block);
        passage = {heading, anchor_for(heading), ""};
        anchors_of_blocks_.emplace(block, passage.anchor);
      } else {
        const std::string text = plain_text(block);
        if (!text.empty()) passage.text += (passage.text.empty() ? "" : "\n") + text;
      }
    }
    keep(std::move(passage));
  }

  /// cmark gives headings no id: each becomes a block of our own that opens and closes the element. What stands
  /// between is still rendered by cmark.
  void give_ids() {
    for (cmark_node* heading : headings_) {
      const auto known = anchors_of_blocks_.find(heading);
      const std::string anchor = known == anchors_of_blocks_.end() ? anchor_for(plain_text(heading)) : known->second;
      const std::string level = "h" + std::to_string(std::clamp(cmark_node_get_heading_level(heading) + shift_, 2, 6));
      cmark_node* block = cmark_node_new(CMARK_NODE_CUSTOM_BLOCK);
      cmark_node_set_on_enter(block, ("<" + level + " id=\"" + anchor + "\">").c_str());
      cmark_node_set_on_exit(block, ("</" + level + ">").c_str());
      if (cmark_node_insert_before(heading, block) == 0) {
        cmark_node_free(block);
        continue;
      }
      while (cmark_node* child = cmark_node_first_child(heading)) {
        cmark_node_unlink(child);
        if (cmark_node_append_child(block, child) == 0) cmark_node_free(child);
      }
      const Node removed((cmark_node_unlink(heading), heading));
    }
  }

 private:
  void keep(domain::Passage passage) {
    if (!passage.text.empty() || !passage.heading.empty()) page_.passages.push_back(std::move(passage));
  }

  std::string anchor_for(const std::string& heading) {
    const std::string slug = slug_of(heading);
    int& number = numbers_[slug];  // thousands of equal headings must not each count from the start
    std::string anchor = number == 0 ? slug : slug + "-" + std::to_string(++number);
    if (number == 0) number = 1;
    while (!taken_.insert(anchor).second) anchor = slug + "-" + std::to_string(++number);
    return anchor;
  }

  RenderedPage& page_;
  std::vector<cmark_node*> headings_;
  std::unordered_map<cmark_node*, std::string> anchors_of_blocks_;
  std::unordered_map<std::string, int> numbers_;
  std::set<std::string> taken_;
  int shift_ = 0;
};

}  // namespace

std::string image_named(std::string_view target) {
  constexpr std::string_view scheme = "image:";
  constexpr std::size_t digits = 64;
  if (target.substr(0, scheme.size()) != scheme) return {};
  target.remove_prefix(scheme.size());
  const bool is_hash = target.size() == digits && std::all_of(target.begin(), target.end(), [](char c) {
                         return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
                       });
  return is_hash ? std::string(target) : std::string();
}

RenderedPage render_markdown(std::string_view text, std::string_view plugin, Images images) {
  RenderedPage page;
  if (text.size() > longest_page) {
    page.problems.push_back(
        {1, "the page has " + std::to_string(text.size()) + " bytes; at most " + std::to_string(longest_page),
         MarkdownProblem::Kind::size});
    return page;
  }
  if (auto excess = first_excess(text)) {
    page.problems.push_back(std::move(*excess));
    return page;
  }
  const Parser parser = new_parser();
  cmark_parser_feed(parser.get(), text.data(), text.size());
  const Node document(cmark_parser_finish(parser.get()));
  Cleaning(plugin, images, page).run(document.get());
  Outline outline(document.get(), page);
  outline.cut(document.get());
  outline.give_ids();
  const std::unique_ptr<char, FreeText> html(
      cmark_render_html(document.get(), options, cmark_parser_get_syntax_extensions(parser.get())));
  page.html = html.get();
  return page;
}

}  // namespace guichet::plugins::authoring
