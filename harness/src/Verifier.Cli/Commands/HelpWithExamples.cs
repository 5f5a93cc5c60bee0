using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Text.RegularExpressions;

namespace Verifier.Cli.Commands;

/// <summary>The library's help, with the program called as the user calls it, and the verb's examples below it.</summary>
internal sealed partial class HelpWithExamples : SynchronousCommandLineAction
{
    // The library knows only the name of the file that runs.
    [GeneratedRegex(@"(?m)^  \S+(?= .*\[options\]$)")]
    private static partial Regex ProgramInUsage { get; }

    private readonly HelpAction _help;
    private readonly string _program;

    /// <summary>Adds examples to a help.</summary>
    /// <param name="help">The library's help.</param>
    /// <param name="program">The command by which the user calls this program.</param>
    /// <param name="width">Columns it may have; null for the terminal's own width.</param>
    public HelpWithExamples(HelpAction help, string program, int? width)
    {
        _help = help;
        _program = program;
        if (width is { } columns)
        {
            _help.MaxWidth = columns;
        }
    }

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var configuration = parseResult.InvocationConfiguration;
        var output = configuration.Output;
        using var text = new StringWriter { NewLine = output.NewLine };
        configuration.Output = text;
        var code = _help.Invoke(parseResult);
        configuration.Output = output;
        output.Write(ProgramInUsage.Replace(text.ToString(), $"  {_program}", 1));
        if (parseResult.CommandResult.Command is Verb { Examples.IsEmpty: false } verb)
        {
            output.WriteLine("Examples:");
            foreach (var example in verb.Examples)
            {
                output.WriteLine($"  {_program} {example}");
            }

            output.WriteLine();
        }

        return code;
    }
}
