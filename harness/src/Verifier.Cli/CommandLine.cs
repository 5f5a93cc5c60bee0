using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Verifier.Cli.Commands;
using Verifier.Cli.Commands.Explain;
using Verifier.Cli.Host;
using Verifier.Cli.Options;

namespace Verifier.Cli;

/// <summary>The whole command line: the verbs, the options they share, and what happens to a line that cannot be read.</summary>
internal sealed class CommandLine
{
    // Help has the same bytes wherever it does not go to a terminal.
    private const int WidthElsewhere = 120;

    private readonly CliHost _host;

    /// <summary>Builds it.</summary>
    public CommandLine(CliHost host)
    {
        _host = host;
        var shared = new SharedOptions(host);
        Root = new RootCommand("Runs drivers against a simulated Windows kernel and fails their allocations, one after the other.");
        Root.Add(RunCommand.Create(shared));
        Root.Add(NightlyCommand.Create(shared));
        Root.Add(ReportCommand.Create(shared));
        Root.Add(ReplayCommand.Create(shared));
        Root.Add(ShrinkCommand.Create(shared));
        Root.Add(AnalyzeCommand.Create(shared));
        Root.Add(InspectCommand.Create(shared));
        Root.Add(NewCommand.Create(shared));
        Root.Add(ListCommand.Create(shared));
        Root.Add(LintCommand.Create(shared));
        Root.Add(ExplainCommand.Create(shared));
        Root.Add(SchemaCommand.Create(shared));
        Root.Add(DoctorCommand.Create(shared));
        Root.Add(CompletionCommand.Create(shared));
        Root.Add(HelpCommand.Create(shared, Root, WriteHelp));
        shared.AddTo(Root);
        Root.SetAction(_ =>
        {
            WriteHelp(_host.Error, []);
            return (int)ExitCode.Usage;
        });
        var help = Root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!, ProgramName.InText(host), host.OutIsTerminal && Console.WindowWidth > 0 ? null : WidthElsewhere);
    }

    /// <summary>All verbs.</summary>
    public RootCommand Root { get; }

    /// <summary>Reads the arguments and does what they ask.</summary>
    /// <returns>The exit code.</returns>
    public int Run(IReadOnlyList<string> arguments)
    {
        var parsed = Root.Parse(JoinedLists.In(arguments));
        var code = parsed.Action is ParseErrorAction ? ShowErrors(parsed) : parsed.Invoke(Configuration(_host.Out));
        _host.Out.Flush();
        return _host.OutProblem is { } problem ? Lost((ExitCode)code, problem) : code;
    }

    // An interruption has its own code: a terminal that goes away takes stdout along.
    private int Lost(ExitCode code, string problem)
    {
        _host.Error.WriteLine($"error: stdout cannot be written ({problem}); what was printed is incomplete: give the command another stdout");
        return (int)(_host.Interruption.HasCome ? code : ExitCodes.Worst([code, ExitCode.SystemRefuses]));
    }

    // The library's own report of errors puts help on stdout, where only results belong.
    private int ShowErrors(ParseResult parsed)
    {
        foreach (var error in ParseErrors.Of(parsed))
        {
            _host.Error.WriteLine($"error: {error}");
        }

        _host.Error.WriteLine($"See: {string.Join(' ', [ProgramName.InText(_host), .. Verb.WordsOf(parsed.CommandResult.Command), "--help"])}");
        return (int)ExitCode.Usage;
    }

    private void WriteHelp(TextWriter output, IReadOnlyList<string> verb) => Root.Parse([.. verb, "--help"]).Invoke(Configuration(output));

    private InvocationConfiguration Configuration(TextWriter output) => new()
    {
        Output = output,
        Error = _host.Error,
        EnableDefaultExceptionHandler = false,
        ProcessTerminationTimeout = null,
    };
}
