using System.CommandLine;
using System.CommandLine.Parsing;

namespace Verifier.Cli.Options;

/// <summary>Arguments and options that several verbs have.</summary>
internal static class SharedArguments
{
    /// <summary>Scripts and folders of scripts.</summary>
    public static Argument<string[]> Paths(bool isRequired = true)
    {
        var paths = new Argument<string[]>("PATH")
        {
            Description = "Scenario scripts, or folders of scripts",
            Arity = isRequired ? ArgumentArity.OneOrMore : ArgumentArity.ZeroOrMore,
        };
        paths.Validators.Add(RefuseOptions);
        return paths;
    }

    /// <summary>The history file.</summary>
    public static Option<string> Database() =>
        new("--db") { Description = "The history file", HelpName = "PATH", DefaultValueFactory = _ => "reports/history.db" };

    // The library takes an unknown option for an argument where arguments may follow.
    private static void RefuseOptions(ArgumentResult argument)
    {
        var command = argument.Parent as CommandResult;
        var isEnded = command?.Tokens.Any(token => token.Type == TokenType.DoubleDash) == true;
        foreach (var token in argument.Tokens.Where(token => !isEnded && token.Value.Length > 1 && token.Value.StartsWith('-')))
        {
            argument.AddError(UnknownWord.Message(token.Value, command?.Command));
        }
    }
}
