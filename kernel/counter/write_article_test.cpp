// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/write_article.hpp"

#include "kernel/counter/article_comment.hpp"
#include "kernel/counter/article_desk.hpp"
#include "kernel/counter/article_from_request.hpp"
#include "kernel/counter/article_image.hpp"
#include "kernel/counter/ask.hpp"
#include "kernel/counter/catalogue.hpp"
#include "kernel/storage/events.hpp"
#include "tests/support/counter_fixture.hpp"
#include "tests/support/small_png.hpp"

#include <gmock/gmock.h>

namespace guichet::counter {
namespace {

using domain::ErrorKind;
using domain::Language;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

const std::string png = test::small_png();

class Writing : public test::CounterFixture {
 protected:
  void SetUp() override {
    CounterFixture::SetUp();
    // network2 leads the team that network is in.
    for (auto& membership : viewers.at("network2").teams) membership.lead = true;
    base = registry.current();
  }

  static ArticleText text(const std::string& title = "Eduroam sur Linux") {
    ArticleText written;
    written.title = title;
    written.markdown = "Ouvrez les réglages.\n\n## Avec un certificat\n\nChoisissez eduroam.";
    written.owner = "it/network";
    return written;
  }
  ArticleKey created(const ArticleText& written = text()) {
    const auto key = create_article(*counter, as("network"), written, Language::fr);
    EXPECT_TRUE(key.ok());
    return key ? *key : ArticleKey{};
  }
  storage::StoredArticle stored(const ArticleKey& key) {
    storage::Reader reader = database->read();
    return storage::Articles(reader).find(key.id, key.language).value_or(storage::StoredArticle());
  }
  domain::Result<domain::Done> move(const std::string& login, const ArticleKey& key, ArticleMove what) {
    return move_article(*counter, as(login), key, stored(key).revision, what);
  }
  /// As a node does when it hears of it.
  void follow() {
    storage::Reader reader = database->read();
    auto snapshot = std::make_shared<plugins::Snapshot>(*base);
    for (auto& article : published.read(reader, calendar.zone)) snapshot->articles.push_back(std::move(article));
    snapshot->index();
    registry.replace(snapshot);
    ASSERT_TRUE(matcher->rebuild(snapshot).ok());
  }
  std::vector<std::string> kinds_told() {
    storage::Reader reader = database->read();
    std::vector<std::string> kinds;
    for (const auto& event : storage::Events(reader).since(0, 100)) {
      if (event.kind.starts_with("article.")) kinds.push_back(event.kind);
    }
    return kinds;
  }

  plugins::SnapshotPtr base;
  PublishedArticles published;
};

TEST_F(Writing, IsReadAndFoundOnceItIsPublished) {
  const ArticleKey key = created();
  EXPECT_EQ(key.id, "base/eduroam-sur-linux");
  follow();
  EXPECT_FALSE(article(*counter, as("student"), key.id).ok());
  EXPECT_THAT(kinds_told(), IsEmpty());
  ASSERT_TRUE(move("network2", key, ArticleMove::publish).ok());
  EXPECT_THAT(kinds_told(), testing::ElementsAre("article.published"));
  follow();
  const auto read = article(*counter, as("student"), key.id);
  ASSERT_TRUE(read.ok());
  EXPECT_THAT(read->article->html, HasSubstr("<h2 id=\"avec-un-certificat\">"));
  EXPECT_EQ(read->article->reviewed, "2026-11-24");
  const auto suggestions = ask(*counter, as("student"), "eduroam linux certificat");
  ASSERT_THAT(suggestions.articles, SizeIs(1));
  EXPECT_EQ(suggestions.articles[0].article->id, key.id);
}

TEST_F(Writing, ShowsReadersNothingOfADraftOfWhatTheyRead) {
  const ArticleKey key = created();
  ASSERT_TRUE(move("network2", key, ArticleMove::publish).ok());
  ArticleText changed = text("Nouveau titre");
  changed.audience.affiliation = {"staff"};
  ASSERT_TRUE(save_article(*counter, as("network"), key, stored(key).revision, changed).ok());
  follow();
  EXPECT_EQ(article(*counter, as("student"), key.id)->article->title, "Eduroam sur Linux");
  ASSERT_TRUE(move("network2", key, ArticleMove::publish).ok());
  follow();
  EXPECT_FALSE(article(*counter, as("student"), key.id).ok());
  EXPECT_EQ(article(*counter, as("staff"), key.id)->article->title, "Nouveau titre");
  ASSERT_TRUE(move("network2", key, ArticleMove::withdraw).ok());
  follow();
  EXPECT_FALSE(article(*counter, as("staff"), key.id).ok());
}

TEST_F(Writing, IsForTheTeamAndPublishingForThoseWhoMay) {
  const ArticleKey key = created();
  for (const char* login : {"student", "identity", ""}) {
    EXPECT_EQ(article_to_edit(*counter, as(login), key).error().kind, ErrorKind::not_found) << login;
    EXPECT_EQ(save_article(*counter, as(login), key, 1, text()).error().kind, ErrorKind::not_found) << login;
    EXPECT_EQ(move(login, key, ArticleMove::publish).error().kind, ErrorKind::not_found) << login;
    EXPECT_EQ(article_history(*counter, as(login), key, 0).error().kind, ErrorKind::not_found) << login;
  }
  EXPECT_EQ(create_article(*counter, as("student"), text(), Language::fr).error().kind, ErrorKind::forbidden);
  EXPECT_EQ(create_article(*counter, as("identity"), text(), Language::fr).error().fields.at(0).field, "owner");
  EXPECT_EQ(move("network", key, ArticleMove::publish).error().kind, ErrorKind::forbidden);
  EXPECT_TRUE(move("network", key, ArticleMove::ask).ok());
  EXPECT_GT(stored(key).asked, 0);
  viewers.at("identity").rights.push_back({"author", "department:it", 0});
  EXPECT_TRUE(move("identity", key, ArticleMove::publish).ok());
  EXPECT_EQ(stored(key).asked, 0);
  EXPECT_EQ(move("network", key, ArticleMove::remove).error().kind, ErrorKind::forbidden);
}

TEST_F(Writing, LosesNothingWhenTwoWriteAtOnce) {
  const ArticleKey key = created();
  ASSERT_TRUE(save_article(*counter, as("network2"), key, 1, text("La sienne")).ok());
  const auto mine = save_article(*counter, as("network"), key, 1, text("La mienne"));
  ASSERT_FALSE(mine.ok());
  EXPECT_EQ(mine.error().message, "error.article.changed");
  ASSERT_TRUE(save_article(*counter, as("network"), key, 2, text("La mienne")).ok());
  const auto history = article_history(*counter, as("network"), key, 0);
  ASSERT_THAT(history->versions, SizeIs(3));
  EXPECT_EQ(history->versions[1].title, "La sienne");
  ASSERT_TRUE(restore_article(*counter, as("network"), key, 3, 2).ok());
  EXPECT_EQ(article_to_edit(*counter, as("network"), key)->text.title, "La sienne");
}

TEST_F(Writing, KeepsNoVersionOfWhatDidNotChange) {
  const ArticleKey key = created();
  const auto same = save_article(*counter, as("network"), key, 1, text());
  ASSERT_TRUE(same.ok());
  EXPECT_EQ(stored(key).latest, 1);
}

TEST_F(Writing, ForgetsADraftAndKeepsWhatReadersSee) {
  const ArticleKey key = created();
  ASSERT_TRUE(move("network2", key, ArticleMove::publish).ok());
  ASSERT_TRUE(save_article(*counter, as("network"), key, stored(key).revision, text("Brouillon")).ok());
  ASSERT_TRUE(move("network", key, ArticleMove::discard).ok());
  EXPECT_EQ(stored(key).title, "Eduroam sur Linux");
  EXPECT_FALSE(stored(key).has_draft());
  const ArticleKey draft = created(text("Jamais vue"));
  ASSERT_TRUE(move("network", draft, ArticleMove::discard).ok());
  EXPECT_EQ(stored(draft).id, "");
}

TEST_F(Writing, RefusesWhatDoesNotHold) {
  ArticleText wrong = text("");
  wrong.markdown = std::string("\x01");
  wrong.keywords = {"a,b"};
  wrong.services = {"it/none"};
  wrong.audience.campus = {"nowhere"};
  wrong.review_on = "demain";
  wrong.owner = "it/none";
  EXPECT_THAT(wrong_parts(*counter, wrong), SizeIs(7));
  EXPECT_THAT(wrong_parts(*counter, text()), IsEmpty());
  ArticleText heavy = text();
  heavy.markdown = "Voici\n\n|a|\n|-|\n";
  for (int i = 0; i < 30'000; ++i) heavy.markdown += "|x";
  ASSERT_THAT(wrong_parts(*counter, heavy), SizeIs(1));
  EXPECT_EQ(wrong_parts(*counter, heavy)[0].message, "error.article.table");
  EXPECT_EQ(wrong_parts(*counter, heavy)[0].parameters["line"], 5);
  ArticleText empty = text();
  empty.markdown = "\n";
  const ArticleKey key = created(empty);
  EXPECT_EQ(move("network2", key, ArticleMove::publish).error().fields.at(0).message, "error.article.empty");
}

TEST_F(Writing, ListsWhatNeedsAttention) {
  const ArticleKey key = created();
  ArticleText old = text("Vieille fiche");
  old.review_on = "2026-11-01";
  const ArticleKey overdue = created(old);
  ASSERT_TRUE(move("network2", overdue, ArticleMove::publish).ok());
  follow();
  ASSERT_TRUE(solved_by(*counter, as("student"), overdue.id, "not-solved").ok());
  const auto desk = article_desk(*counter, as("network"), ArticleFilter::all, "", 0);
  ASSERT_TRUE(desk.ok());
  EXPECT_EQ(desk->all, 2U);
  EXPECT_EQ(desk->drafts, 1U);
  EXPECT_EQ(desk->overdue, 1U);
  const auto found = article_desk(*counter, as("network"), ArticleFilter::overdue, "VIEIL", 0);
  ASSERT_THAT(found->rows, SizeIs(1));
  EXPECT_EQ(found->rows[0].not_solved, 1);
  EXPECT_TRUE(move("network", overdue, ArticleMove::confirm).ok());
  EXPECT_EQ(stored(overdue).review_on, "2027-11-24");
  EXPECT_EQ(article_desk(*counter, as("identity"), ArticleFilter::all, "", 0)->all, 0U);
  EXPECT_EQ(article_desk(*counter, as("student"), ArticleFilter::all, "", 0).error().kind, ErrorKind::forbidden);
}

TEST_F(Writing, ServesAnImageToThoseWhoReadAnArticleThatShowsIt) {
  const ArticleKey key = created();
  const auto image = add_article_image(*counter, as("network"), key, file_on_disk(png), "écran.png");
  ASSERT_TRUE(image.ok());
  EXPECT_TRUE(article_image(*counter, as("network2"), *image).ok());
  EXPECT_EQ(article_image(*counter, as("student"), *image).error().kind, ErrorKind::not_found);
  ASSERT_TRUE(move("network2", key, ArticleMove::publish).ok());
  follow();
  EXPECT_FALSE(article_image(*counter, as("student"), *image).ok()) << "not shown by what is published";
  ArticleText with_image = text();
  with_image.markdown += "\n\n![Écran](image:" + *image + ")";
  ASSERT_TRUE(save_article(*counter, as("network"), key, stored(key).revision, with_image).ok());
  ASSERT_TRUE(move("network2", key, ArticleMove::publish).ok());
  follow();
  const auto served = article_image(*counter, as("student"), *image);
  ASSERT_TRUE(served.ok());
  EXPECT_EQ(served->image.media_type, "image/png");
  EXPECT_FALSE(article_image(*counter, as(""), *image).ok());
  for (const char* other : {"<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>", "%PDF-1.4"}) {
    EXPECT_EQ(add_article_image(*counter, as("network"), key, file_on_disk(other), "a.png").error().message,
              "error.article.image-type");
  }
  EXPECT_EQ(add_article_image(*counter, as("student"), key, file_on_disk(png), "a.png").error().kind,
            ErrorKind::not_found);
}

TEST_F(Writing, RefusesPicturesThatAreNoneOrTooLarge) {
  const ArticleKey key = created();
  const auto said = [&](const std::string& bytes) {
    const auto added = add_article_image(*counter, as("network"), key, file_on_disk(bytes), "a");
    return added ? std::string() : added.error().message;
  };
  EXPECT_EQ(said(test::small_png(100'000, 100'000)), "error.article.image-large");
  EXPECT_EQ(said(test::small_png(12'001, 10)), "error.article.image-large");
  EXPECT_EQ(said(test::small_png(10'000, 6'000)), "error.article.image-large");
  EXPECT_EQ(said(test::small_png(10'000, 5'000)), "");
  EXPECT_EQ(said(test::small_png(10, 10, false)), "error.article.image-none");
  EXPECT_EQ(said(test::small_png(0, 10)), "error.article.image-none");
  EXPECT_EQ(said("\x89PNG\r\n\x1a\n"), "error.article.image-none");
  const std::string jpeg("\xFF\xD8\xFF\xE0\0\x04zz\xFF\xC0\0\x11\x08\x40\0\x40\0\x03xxxxxxxxx", 27);
  EXPECT_EQ(said(jpeg), "error.article.image-large");
  EXPECT_EQ(said(jpeg.substr(0, 12)), "error.article.image-none");
  EXPECT_EQ(said(std::string("GIF89a\x10\0\x10\0\0\0\0;", 14)), "");
  const std::string webp("RIFF\x20\0\0\0WEBPVP8X\x0A\0\0\0\0\0\0\0\xFF\xFF\0\x10\0\0", 30);
  EXPECT_EQ(said(webp), "error.article.image-large");
}

TEST_F(Writing, ShowsAnImageOfNoOtherFile) {
  // The SHA-256 of somebody's attachment, written into an article, shows nothing.
  const ArticleKey key = created();
  const auto file = files->put("secret");
  ASSERT_TRUE(file.ok());
  ArticleText stolen = text();
  stolen.markdown += "\n\n![x](image:" + *file + ")";
  ASSERT_TRUE(save_article(*counter, as("network"), key, 1, stolen).ok());
  EXPECT_FALSE(article_image(*counter, as("network"), *file).ok());
}

TEST_F(Writing, KeepsWhatReadersMissForTheTeamAlone) {
  const ArticleKey key = created();
  ASSERT_TRUE(move("network2", key, ArticleMove::publish).ok());
  follow();
  EXPECT_EQ(comment_on_article(*counter, as("student"), key.id, " ", {}).error().message, "error.comment.missing");
  for (int i = 0; i < 5; ++i)
    ASSERT_TRUE(comment_on_article(*counter, as("student"), key.id, "Rien pour Fedora", {}).ok());
  EXPECT_EQ(comment_on_article(*counter, as("student"), key.id, "Encore", {}).error().kind, ErrorKind::too_many);
  const auto shown = article_to_edit(*counter, as("network"), key);
  ASSERT_THAT(shown->comments, SizeIs(5));
  EXPECT_EQ(forget_comment(*counter, as("student"), key, shown->comments[0].id).error().kind, ErrorKind::not_found);
  ASSERT_TRUE(forget_comment(*counter, as("network"), key, shown->comments[0].id).ok());
  EXPECT_THAT(article_to_edit(*counter, as("network"), key)->comments, SizeIs(4));
}

TEST_F(Writing, KeepsNoRemarkThatTellsOfDistress) {
  const ArticleKey key = created();
  ASSERT_TRUE(move("network2", key, ArticleMove::publish).ok());
  follow();
  ASSERT_TRUE(comment_on_article(*counter, as("student"), key.id, "Je veux mourir, votre fiche aussi", {}).ok());
  EXPECT_THAT(article_to_edit(*counter, as("network"), key)->comments, SizeIs(0));
}

TEST_F(Writing, HearsEveryBrowserOfACampusThatSharesAnAddress) {
  const ArticleKey key = created();
  ASSERT_TRUE(move("network2", key, ArticleMove::publish).ok());
  ArticleText open = text();
  open.audience = {};
  open.audience.open_to_all = true;
  ASSERT_TRUE(save_article(*counter, as("network"), key, stored(key).revision, open).ok());
  ASSERT_TRUE(move("network2", key, ArticleMove::publish).ok());
  follow();
  const auto say = [&](const std::string& cookie) {
    return comment_on_article(*counter, as(""), key.id, "Rien pour Fedora", {"10.0.0.1", cookie});
  };
  for (int browser = 0; browser < 59; ++browser) {
    for (int i = 0; i < 5; ++i) ASSERT_TRUE(say("c" + std::to_string(browser)).ok()) << browser;
  }
  EXPECT_EQ(say("c0").error().kind, ErrorKind::too_many);
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(say("").ok());  // what was refused counts for nothing
  EXPECT_EQ(say("another").error().kind, ErrorKind::too_many) << "300 of an address";
}

TEST_F(Writing, HasTheAddressOfItsTitleUntilItIsPublished) {
  const ArticleKey key = created(text("L’ordi de Kowalski"));
  EXPECT_EQ(key.id, "base/l-ordi-de-kowalski");
  ASSERT_TRUE(save_article(*counter, as("network"), key, 1, text("Un ordinateur en panne")).ok());
  const auto moved = follow_title(*counter, as("network"), key, false);
  ASSERT_TRUE(moved.ok());
  EXPECT_EQ(moved->id, "base/un-ordinateur-en-panne");
  EXPECT_EQ(stored(key).id, "");
  EXPECT_EQ(stored(*moved).title, "Un ordinateur en panne");
  EXPECT_EQ(article_history(*counter, as("network"), *moved, 0)->versions.size(), 2U);
  // A colleague's open editor is not taken away from them while it is written; before readers see it, it is moved.
  ASSERT_TRUE(save_article(*counter, as("network2"), *moved, 2, text("Une panne")).ok());
  EXPECT_EQ(follow_title(*counter, as("network2"), *moved, false)->id, moved->id);
  const auto last = follow_title(*counter, as("network2"), *moved, true);
  EXPECT_EQ(last->id, "base/une-panne");
  EXPECT_EQ(follow_title(*counter, as("student"), *last, true).error().kind, ErrorKind::not_found);
  ASSERT_TRUE(move("network2", *last, ArticleMove::publish).ok());
  ASSERT_TRUE(save_article(*counter, as("network2"), *last, stored(*last).revision, text("Autre titre")).ok());
  EXPECT_EQ(follow_title(*counter, as("network2"), *last, true)->id, last->id);
}

TEST_F(Writing, HasATitleThatIsSeenAndReadAsItIsWritten) {
  for (const char* title : {"\u202E", "\u200B \u00A0", "\t"}) {
    EXPECT_EQ(wrong_parts(*counter, text(title)).at(0).message, "error.article.title-missing") << title;
  }
  for (const char* title : {"a\u202Eb", "a\x1B[31mb", "a\u2066b", "a\nb", "a\x7F", "a\xC2\x85"}) {
    EXPECT_EQ(wrong_parts(*counter, text(title)).at(0).message, "error.field.bad-text") << title;
  }
  EXPECT_THAT(wrong_parts(*counter, text("Où ? « là » 👩‍💻")), IsEmpty());
}

class WritingFromARequest : public Writing {
 protected:
  const ArticleWords words{{"[nom]", "[courriel]", "[téléphone]", "[identifiant]", "[numéro]", "[salle]",
                            "[mot de passe]", "[date]", "[adresse]", "[lien]"},
                           "La question",
                           "La réponse",
                           "Sans titre"};
  domain::Request resolved(const std::string& answer) {
    domain::Request request = send_wifi();
    EXPECT_TRUE(take_charge(*counter, as("network"), seen(request)).ok());
    request = reload(request.id);
    EXPECT_TRUE(write_message(*counter, as("network"), {request.id, "Note interne : voir Zoé", true, {}}).ok());
    EXPECT_TRUE(resolve(*counter, as("network"), seen(reload(request.id)), answer).ok());
    return reload(request.id);
  }
};

TEST_F(WritingFromARequest, TakesWhatWasAskedAndAnsweredAndNobody) {
  const std::string name = viewers.at("student").person.given_name;
  const auto request = resolved("Bonjour " + name + ",\nC’est ouvert, écrivez à a.b@univ.fr.\nCordialement,\nLéa");
  const auto key = article_from_request(*counter, as("network"), request.id, words);
  ASSERT_TRUE(key.ok()) << key.error().message;
  const auto draft = article_to_edit(*counter, as("network"), *key);
  EXPECT_THAT(draft->text.markdown, HasSubstr("## La réponse\n\nC’est ouvert, écrivez à [courriel].\n"));
  EXPECT_THAT(draft->text.markdown, Not(HasSubstr(name)));
  EXPECT_THAT(draft->text.markdown, Not(HasSubstr("Note interne")));
  EXPECT_EQ(draft->text.owner, "it/network");
  EXPECT_EQ(draft->text.services, std::vector<std::string>{"it/wifi"});
  EXPECT_EQ(stored(*key).published, 0);
}

TEST_F(WritingFromARequest, IsNotForOpenRequestsNorForOthers) {
  const auto open = send_wifi();
  EXPECT_EQ(article_from_request(*counter, as("network"), open.id, words).error().kind, ErrorKind::forbidden);
  const auto request = resolved("Voilà.");
  EXPECT_EQ(article_from_request(*counter, as("student"), request.id, words).error().kind, ErrorKind::forbidden);
  EXPECT_EQ(article_from_request(*counter, as("identity"), request.id, words).error().kind, ErrorKind::not_found);
}

TEST_F(WritingFromARequest, IsNeverForWhatWasConfided) {
  const auto confided = send("student", "health/harassment", {{"what", "des faits"}});
  ASSERT_TRUE(take_charge(*counter, as("listener"), seen(confided)).ok());
  ASSERT_TRUE(resolve(*counter, as("listener"), seen(reload(confided.id)), "Entendu").ok());
  EXPECT_EQ(article_from_request(*counter, as("listener"), confided.id, words).error().kind, ErrorKind::forbidden);
}

TEST_F(WritingFromARequest, IsNeverForWhatTellsOfDistress) {
  const auto request = resolved("Voilà.");
  ASSERT_TRUE(write_message(*counter, as("student"), {request.id, "Merci, mais mon père me frappe", false, {}}).ok());
  EXPECT_EQ(article_from_request(*counter, as("network"), request.id, words).error().kind, ErrorKind::forbidden);
}

}  // namespace
}  // namespace guichet::counter
