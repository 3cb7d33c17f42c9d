using AerNas.Cli;

return CommandLine.Run(args, CommandHost.OfProcess());
