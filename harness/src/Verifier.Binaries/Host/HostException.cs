namespace Verifier.Binaries.Host;

/// <summary>Thrown when this host cannot run compiled drivers, or refuses a system call that running them takes.</summary>
/// <param name="message">One sentence: what the host lacks, and what to do.</param>
internal sealed class HostException(string message) : Exception(message)
{
    /// <summary>A system call failed.</summary>
    public static HostException Refused(string call) => new(
        $"The host refused {call} (error {System.Runtime.InteropServices.Marshal.GetLastPInvokeError()}); run 'doctor' to see what it lacks.");
}
