using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Verifier.Workers.Hosting;

/// <summary>The command that starts a worker: the file, and the arguments in front of the path of the file of its progress.</summary>
/// <param name="File">The file to start.</param>
/// <param name="Arguments">The arguments in front.</param>
internal sealed record WorkerProgram(string File, ImmutableArray<string> Arguments)
{
    private const string Muxer = "dotnet";
    private const string LibrariesOfProcess = "APP_CONTEXT_DEPS_FILES";
    private const string LibrariesEnd = ".deps.json";
    private const string FrameworkEnd = ".runtimeconfig.json";

    /// <summary>
    /// A program that has a verb for it, however this process was started: by <c>dotnet x.dll</c>, <c>dotnet run</c>, the program's own
    /// executable, as a tool, or as a test host that has the program as a library.
    /// </summary>
    /// <param name="program">The program.</param>
    /// <param name="verb">The verb.</param>
    public static WorkerProgram Of(Assembly program, string verb)
    {
        var process = Environment.ProcessPath ?? string.Empty;
        return Assembly.GetEntryAssembly() == program && !IsMuxer(process) && process.Length > 0
            ? new WorkerProgram(process, [verb])
            : new WorkerProgram(RuntimeHost(process), ["exec", program.Location, verb]);
    }

    /// <summary>
    /// <see cref="Testing.EntryPoint"/>, with the framework and the libraries of this test host: the libraries of the tests' models are
    /// found as in the tests.
    /// </summary>
    /// <exception cref="RefusalException">This process was not started from the output folder of a project.</exception>
    public static WorkerProgram OfTestHost()
    {
        // The first is the program's own, or, of a test host that is a library's, the tests'.
        var libraries = (AppContext.GetData(LibrariesOfProcess) as string ?? string.Empty).Split(';')[0];
        var framework = libraries.EndsWith(LibrariesEnd, StringComparison.Ordinal) ? libraries[..^LibrariesEnd.Length] + FrameworkEnd : string.Empty;
        if (!System.IO.File.Exists(framework))
        {
            throw new RefusalException(
                RefusalReason.System,
                $"a worker process cannot be started: the test host was started without a {LibrariesEnd} file that has a {FrameworkEnd} file beside it");
        }

        var worker = typeof(WorkerProgram).Assembly.Location;
        return new WorkerProgram(
            RuntimeHost(Environment.ProcessPath ?? string.Empty), ["exec", "--runtimeconfig", framework, "--depsfile", libraries, worker]);
    }

    private static string RuntimeHost(string process) => IsMuxer(process) ? process : MuxerOfThisRuntime();

    private static bool IsMuxer(string process) => Path.GetFileNameWithoutExtension(process).Equals(Muxer, StringComparison.OrdinalIgnoreCase);

    // shared/Microsoft.NETCore.App/VERSION below the folder where dotnet is.
    private static string MuxerOfThisRuntime()
    {
        var name = OperatingSystem.IsWindows() ? Muxer + ".exe" : Muxer;
        var beside = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", name));
        return System.IO.File.Exists(beside) ? beside : name;
    }
}
