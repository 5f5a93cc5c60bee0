using System.Diagnostics;
using System.Runtime.CompilerServices;
using Verifier.Cli.Host;

namespace Verifier.Benchmarks;

/// <summary>The command line, as its users start it: the Release build, which is compiled ahead; where it was not built, the copy beside this program.</summary>
internal static class CommandLine
{
    /// <summary>The folder of the repository.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Runs a command; the wall time of the process, in nanoseconds.</summary>
    /// <param name="folder">Where it is given.</param>
    /// <param name="arguments">The command.</param>
    /// <param name="code">The exit code that it must end with.</param>
    /// <exception cref="InvalidOperationException">It ended with another one.</exception>
    public static double Time(string folder, string[] arguments, ExitCode code = ExitCode.Ok)
    {
        var release = Path.Combine(Root, "artifacts", "bin", "Verifier.Cli", "release", "Verifier.Cli.dll");
        var cli = File.Exists(release) ? release : Path.Combine(AppContext.BaseDirectory, "Verifier.Cli.dll");
        var start = new ProcessStartInfo("dotnet", [cli, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var elapsed = Stopwatch.GetElapsedTime(began).TotalNanoseconds;
        return process.ExitCode == (int)code
            ? elapsed
            : throw new InvalidOperationException($"{string.Join(' ', arguments)} ended with {process.ExitCode}: {error.Result}");
    }

    private static string FindRoot([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", ".."));
}
