using Verifier.Kernel;

namespace Verifier.Binaries.Faults;

/// <summary>System call instructions: kernel code never executes one, and those of the host are none of the driver's business.</summary>
internal static class SystemCalls
{
    /// <summary>The driver executed syscall, sysenter or int 80h. Returns the exception that unwinds it.</summary>
    public static Exception Refuse(Machine machine) => machine.BugCheck(
        Stops.Trap.InvalidInstruction(), "The driver executed a system call instruction (syscall, sysenter or int 80h); kernel code never does.");
}
