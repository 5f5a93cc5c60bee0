using System.Runtime.InteropServices;

namespace Verifier.HostileModels;

/// <summary>As <see cref="BriefThreadGuest"/>, with a thread of the system that never runs a line of .NET. For Linux.</summary>
public sealed class NativeThreadGuest : GuestDriver
{
    private const string Library = "libc.so.6";
    private const int Microseconds = 100;

    /// <inheritdoc/>
    public override string Name => "guest-native-thread";

    /// <inheritdoc/>
    protected override void Misbehave()
    {
        var sleep = NativeLibrary.GetExport(NativeLibrary.Load(Library), "usleep");
        if (CreateThread(out var brief, 0, sleep, Microseconds) != 0 || JoinThread(brief, 0) != 0)
        {
            throw new InvalidOperationException("The system starts no thread.");
        }
    }

    [DllImport(Library, EntryPoint = "pthread_create")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int CreateThread(out nint thread, nint attributes, nint routine, nint argument);

    [DllImport(Library, EntryPoint = "pthread_join")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int JoinThread(nint thread, nint result);
}
