using System.Diagnostics;
using System.Reflection;

namespace Verifier.Acceptance;

/// <summary>Runs programs as a user would and reads what they say.</summary>
internal static class Commands
{
    private const int LongestMilliseconds = 180_000;

    /// <summary>The built command line.</summary>
    public static string CliAssembly { get; } = Path.Combine(Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!, "Verifier.Cli.dll");

    /// <summary>Runs a program and expects an exit code; what it printed is in the failure.</summary>
    public static CommandResult Expect(int exitCode, string folder, IReadOnlyDictionary<string, string> environment, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(LongestMilliseconds))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} {string.Join(' ', arguments)} did not end.");
        }

        var result = new CommandResult(process.ExitCode, output.Result, error.Result);
        Assert.That(result.ExitCode, Is.EqualTo(exitCode), $"{program} {string.Join(' ', arguments)}\n{result.Output}\n{result.Error}");
        return result;
    }
}
