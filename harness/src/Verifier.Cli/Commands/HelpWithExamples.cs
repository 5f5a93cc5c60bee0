using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Verifier.Cli.Commands;

/// <summary>The library's help, with the verb's examples below it.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var code = help.Invoke(parseResult);
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
