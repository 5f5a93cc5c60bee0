using System.CommandLine;
using System.CommandLine.Parsing;
using Verifier.Cli.Host;
using Verifier.Cli.Logging;

namespace Verifier.Cli.Options;

/// <summary>The options that every verb has, and the frame in which every verb runs.</summary>
internal sealed class SharedOptions(CliHost host)
{
    private readonly Option<string> _format = new("--format")
    {
        Description = "How results are printed: text for people, json for programs (one document, nothing else on stdout)",
        HelpName = "text|json",
        DefaultValueFactory = _ => OutputFormats.Text,
        Recursive = true,
    };

    private readonly Option<Verbosity?> _verbosity = new("--verbosity", "-v")
    {
        Description = "How much is told: quiet, minimal, normal (the default), detailed or diagnostic",
        HelpName = "WORD",
        CustomParser = ParseVerbosity,
        Recursive = true,
    };

    private readonly Option<string?> _logFile = new("--log-file")
    {
        Description = "Also write the log, at every level, to this file as JSON lines",
        HelpName = "PATH",
        Recursive = true,
    };

    private readonly Option<bool> _noColor = new("--no-color") { Description = "No colours, as with NO_COLOR", Recursive = true };

    /// <summary>The surroundings.</summary>
    public CliHost Host => host;

    /// <summary>Gives all verbs these options.</summary>
    public void AddTo(RootCommand root)
    {
        _format.AcceptOnlyFromAmong(OutputFormats.Text, OutputFormats.Json);
        _verbosity.CompletionSources.Clear();
        _verbosity.CompletionSources.Add("quiet", "minimal", "normal", "detailed", "diagnostic");
        root.Add(_format);
        root.Add(_verbosity);
        root.Add(_logFile);
        root.Add(_noColor);
    }

    /// <summary>Makes a verb do something, with every failure turned into one line and an exit code.</summary>
    public void SetAction(Command verb, Func<ParseResult, Invocation, ExitCode> action) => verb.SetAction(parsed =>
    {
        var settings = new InvocationSettings(
            parsed.GetValue(_format) == OutputFormats.Json,
            parsed.GetValue(_verbosity) ?? Verbosity.Normal,
            parsed.GetValue(_logFile),
            parsed.GetValue(_noColor));
        return (int)Invocation.Run(host, settings, invocation => action(parsed, invocation));
    });

    private static Verbosity? ParseVerbosity(ArgumentResult argument)
    {
        var word = argument.Tokens[0].Value;
        if (!VerbosityWords.TryParse(word, out var verbosity))
        {
            argument.AddError($"'{word}' is no verbosity; use quiet, minimal, normal, detailed or diagnostic.");
        }

        return verbosity;
    }
}
