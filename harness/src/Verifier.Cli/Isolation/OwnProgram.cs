using System.Reflection;
using System.Runtime.InteropServices;

namespace Verifier.Cli.Isolation;

/// <summary>How this program is started once more, however it was started itself: by <c>dotnet x.dll</c>, <c>dotnet run</c>, its own
/// executable, as a tool, or as a library of a test host.</summary>
internal static class OwnProgram
{
    private const string Muxer = "dotnet";

    /// <summary>The file to start and the arguments in front.</summary>
    public static (string File, string[] Arguments) Command()
    {
        var own = typeof(OwnProgram).Assembly;
        var process = Environment.ProcessPath ?? string.Empty;
        var isMuxer = Path.GetFileNameWithoutExtension(process).Equals(Muxer, StringComparison.OrdinalIgnoreCase);
        if (Assembly.GetEntryAssembly() == own && !isMuxer && process.Length > 0)
        {
            return (process, []);
        }

        return (isMuxer ? process : MuxerOfThisRuntime(), ["exec", own.Location]);
    }

    // shared/Microsoft.NETCore.App/VERSION below the folder where dotnet is.
    private static string MuxerOfThisRuntime()
    {
        var name = OperatingSystem.IsWindows() ? Muxer + ".exe" : Muxer;
        var beside = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", name));
        return File.Exists(beside) ? beside : name;
    }
}
