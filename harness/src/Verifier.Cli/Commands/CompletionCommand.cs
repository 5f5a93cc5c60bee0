using System.CommandLine;
using System.Text;
using Verifier.Cli.Host;
using Verifier.Cli.Options;

namespace Verifier.Cli.Commands;

/// <summary>
/// <c>completion SHELL</c>: prints a short script that asks this program for the words, through the library's <c>[suggest:POSITION]</c>
/// directive, so that nothing else need be installed.
/// </summary>
internal static class CompletionCommand
{
    private static readonly string[] Shells = ["bash", "zsh", "fish", "pwsh"];

    /// <summary>Builds the verb.</summary>
    public static Command Create(SharedOptions shared)
    {
        var shell = new Argument<string>("SHELL") { HelpName = "SHELL", Description = "bash, zsh, fish or pwsh" };
        shell.AcceptOnlyFromAmong(Shells);
        var verb = new Verb("completion", "Prints a script that makes a shell complete this program's words")
        {
            Examples = ["completion bash >> ~/.bashrc", "completion pwsh >> $PROFILE"],
        };
        verb.Add(shell);
        shared.SetAction(verb, (parsed, invocation) =>
        {
            invocation.Out.Write(ScriptFor(parsed.GetRequiredValue(shell)));
            return ExitCode.Ok;
        });
        return verb;
    }

    private static string ScriptFor(string shell)
    {
        using var stream = typeof(CompletionCommand).Assembly.GetManifestResourceStream($"completion.{shell}")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
