using Verifier.Cli;
using Verifier.Cli.Host;

namespace Verifier.Fuzzing;

/// <summary>The command line, in this process and in a folder of its own.</summary>
internal sealed class Door : IDisposable
{
    /// <summary>The folder.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("fuzzing-").FullName;

    /// <summary>Runs a command.</summary>
    public (int Code, string Out, string Error) Run(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        using var interruption = new Interruption();
        var host = new CliHost
        {
            Out = output,
            Error = error,
            WorkingFolder = Folder,
            ProgramFolder = Folder,
            Interruption = interruption,
            HistoryPatience = TimeSpan.FromMilliseconds(1),
        };
        var code = new CommandLine(host).Run(arguments);
        return (code, output.ToString(), error.ToString());
    }

    /// <summary>Full path of a file of the folder.</summary>
    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
