using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Verifier.Cli.Commands;

/// <summary>The library's help, with the verb's examples below it.</summary>
internal sealed class HelpWithExamples : SynchronousCommandLineAction
{
    private readonly HelpAction _help;

    /// <summary>Adds examples to a help.</summary>
    /// <param name="help">The library's help.</param>
    /// <param name="width">Columns it may have; null for the terminal's own width.</param>
    public HelpWithExamples(HelpAction help, int? width)
    {
        _help = help;
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
        var code = _help.Invoke(parseResult);
        if (parseResult.CommandResult.Command is Verb { Examples.IsEmpty: false } verb)
        {
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (var example in verb.Examples)
            {
                output.WriteLine($"  dotnet verifier {example}");
            }

            output.WriteLine();
        }

        return code;
    }
}
