// SPDX-License-Identifier: GPL-3.0-or-later
#include "automations.hpp"

#include <chrono>
#include <map>
#include <string>

namespace it {
namespace {

using namespace guichet::sdk;

/// Why the directory said no, in words for the agent who takes over and for the requester who reads along.
const Text& reason_for(const std::string& message) {
  static const std::map<std::string, Text> reasons = {
      {"error.account.unknown",
       {"Aucun compte ne correspond à l’identifiant indiqué. Une personne va le retrouver avec vous.",
        "No account matches the user name given. Somebody will find it with you."}},
      {"error.account.left",
       {"Ce compte est fermé : la personne a quitté l’université. Il faut vérifier la situation avant de le rouvrir.",
        "This account is closed: the person has left the university. Their situation has to be checked before it is "
        "opened again."}},
      {"error.account.security",
       {"Ce compte a été bloqué par mesure de sécurité. Une personne doit s’assurer qu’il n’est plus en danger.",
        "This account was locked as a security measure. Somebody has to make sure that it is no longer at risk."}},
      {"error.account.not-locked",
       {"Ce compte n’est pas bloqué : la difficulté vient d’ailleurs. Une personne va la chercher avec vous.",
        "This account is not locked: the trouble lies elsewhere. Somebody will look for it with you."}},
      {"error.account.not-yours",
       {"L’identifiant indiqué n’est pas celui de la personne qui fait la demande. Une personne va vérifier.",
        "The user name given is not that of the person who asks. Somebody will check."}},
      {"error.account.not-verified",
       {"La demande a été faite pour quelqu’un d’autre : une personne doit d’abord vérifier de qui il s’agit.",
        "The request was made for somebody else: somebody has to make sure who it is first."}},
  };
  static const Text other = {"Le compte n’a pas pu être débloqué automatiquement. Une personne s’en charge.",
                             "The account could not be unlocked automatically. Somebody takes care of it."};
  const auto found = reasons.find(message);
  return found == reasons.end() ? other : found->second;
}

/// When the directory gives no sentence of its own, its code still says enough. An account that no machine may unlock
/// comes with what locked it: "left" or "security".
std::string message_of(const Answer& answer) {
  const std::string message = answer.message();
  if (message == "error.account.not-by-machine") {
    const nlohmann::json parameters = answer.value.value("parameters", nlohmann::json::object());
    return "error.account." + parameters.value("reason", std::string("security"));
  }
  if (!message.empty()) return message;
  if (answer.code == GUICHET_E_NOT_FOUND) return "error.account.unknown";
  if (answer.code == GUICHET_E_FORBIDDEN) return "error.account.not-yours";
  return "";
}

/// People paste their user name with spaces around it.
std::string trimmed(const std::string& text) {
  const std::size_t start = text.find_first_not_of(" \t\r\n");
  const std::size_t end = text.find_last_not_of(" \t\r\n");
  return start == std::string::npos ? "" : text.substr(start, end - start + 1);
}

}  // namespace

// What may be unlocked is decided by the counter, which knows whose account it is and whether their identity was
// verified.
Outcome unlock_account(const Call& call) {
  const std::string account = trimmed(call.text("account"));
  if (account.empty()) return hand_over(reason_for("error.account.unknown"));
  const Answer answer = call.host().directory().unlock(account);
  if (answer.code == GUICHET_E_UNAVAILABLE) {
    return retry_in(std::chrono::seconds(30),
                    {"L’annuaire ne répond pas pour l’instant.", "The directory does not answer for now."});
  }
  if (!answer) return hand_over(reason_for(message_of(answer)));
  return done({{"message",
                {{"fr", "Votre compte est débloqué. Vous pouvez vous connecter dès maintenant."},
                 {"en", "Your account is unlocked. You can sign in now."}}}});
}

}  // namespace it
