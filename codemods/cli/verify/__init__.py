"""The user's own command, run on two trees and compared: the only part that runs their code."""
