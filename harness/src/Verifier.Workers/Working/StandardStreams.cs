using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Verifier.Workers.Working;

/// <summary>
/// Reserves a worker's standard input and output for the protocol: all that a model prints, by any means, goes nowhere, and its reads find
/// the end of the input. Standard error stays: the runtime says there why it ends.
/// </summary>
internal static class StandardStreams
{
    private const int WindowsInput = -10;
    private const int WindowsOutput = -11;

    /// <summary>Takes them.</summary>
    public static (Stream Input, Stream Output) Take()
    {
        // Both are handles of their own (duplicates), so what standard input and output are from now on does not matter to them.
        var input = Console.OpenStandardInput();
        var output = Console.OpenStandardOutput();
        var nowhere = File.OpenHandle(OperatingSystem.IsWindows() ? "NUL" : "/dev/null", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        var handle = nowhere.DangerousGetHandle();
        if (OperatingSystem.IsWindows())
        {
            Check(SetStdHandle(WindowsInput, handle));
            Check(SetStdHandle(WindowsOutput, handle));
        }
        else
        {
            Check(Duplicate((int)handle, 0) == 0);
            Check(Duplicate((int)handle, 1) == 1);
        }

        // The handle itself stays open as long as the process lives: on Windows it is now the standard one.
        nowhere.SetHandleAsInvalid();
        Console.SetOut(TextWriter.Null);
        Console.SetIn(TextReader.Null);
        return (input, output);
    }

    private static void Check(bool worked)
    {
        if (!worked)
        {
            throw new IOException("The standard streams cannot be taken over.", new Win32Exception(Marshal.GetLastPInvokeError()));
        }
    }

    [DllImport("libc", EntryPoint = "dup2", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Duplicate(int from, int to);

    [DllImport("kernel32", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool SetStdHandle(int which, nint handle);
}
