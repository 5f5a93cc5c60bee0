using System.Diagnostics;
using System.Text;

namespace Verifier.Acceptance.Cli;

/// <summary>The built command line, run as a process in a folder of its own.</summary>
internal sealed class CliProcess : IDisposable
{
    private static readonly DirectoryInfo s_mine = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));

    /// <summary>The program: artifacts/bin/Verifier.Cli beside artifacts/bin/Verifier.Acceptance.</summary>
    public static string Program { get; } = Path.Combine(s_mine.Parent!.Parent!.FullName, "Verifier.Cli", s_mine.Name, "Verifier.Cli.dll");

    /// <summary>The folder it runs in.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("verifier-acceptance-").FullName;

    /// <summary>The folder that is current while it runs: <see cref="Folder"/>, unless set.</summary>
    public string? CurrentFolder { get; init; }

    /// <summary>This assembly, as one of driver models.</summary>
    public static string Models { get; } = typeof(CliProcess).Assembly.Location;

    /// <summary>Environment variables to set.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>Writes a scenario that loads and unloads a driver.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="driver">The driver.</param>
    /// <param name="more">More of the script.</param>
    public void WriteScenario(string name, string driver, string more = "")
    {
        var folder = Directory.CreateDirectory(Path.Combine(Folder, "s")).FullName;
        File.WriteAllText(
            Path.Combine(folder, $"{name}.yaml"), $"scenario: {name}\ndrivers: [\"{driver}\"]\nworkload:\n  - load\n  - unload\n{more}");
    }

    /// <summary>Reads a file of the folder.</summary>
    public string Read(string path) => File.ReadAllText(Path.Combine(Folder, path));

    /// <summary>Runs the program to its end.</summary>
    public (int Code, string Out, string Error) Run(params string[] arguments)
    {
        using var process = Start(arguments);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    /// <summary>Starts the program.</summary>
    public Process Start(params string[] arguments)
    {
        // Tests that run in the background ignore Ctrl-C, and a child inherits that.
        var (file, first) = OperatingSystem.IsLinux() ? ("env", new[] { "--default-signal=INT,HUP", "dotnet" }) : ("dotnet", []);
        var start = new ProcessStartInfo(file, [.. first, Program, .. arguments])
        {
            WorkingDirectory = CurrentFolder ?? Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = new UTF8Encoding(false),
            StandardErrorEncoding = new UTF8Encoding(false),
        };
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
