/*
 * commands: one function for each command of `thuocdo`.
 *
 * argv[0] is the whole name, "thuocdo send"; the result is the exit status of the process.
 */
#pragma once

int migrate_main(int argc, char **argv);
int calendar_main(int argc, char **argv);
int source_main(int argc, char **argv);
int send_main(int argc, char **argv);
int report_main(int argc, char **argv);
int indicators_main(int argc, char **argv);
int dossier_main(int argc, char **argv);
int dossiers_main(int argc, char **argv);
int score_main(int argc, char **argv);
int feedback_main(int argc, char **argv);
int figures_main(int argc, char **argv);
int status_main(int argc, char **argv);
int quality_main(int argc, char **argv);
int rejects_main(int argc, char **argv);
int wait_main(int argc, char **argv);
int provinces_main(int argc, char **argv);
int preview_main(int argc, char **argv);
int simulate_main(int argc, char **argv);
