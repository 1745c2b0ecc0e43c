"""Running the team's own command on two trees and comparing the two: the only part that runs their code."""
