namespace Verifier.Binaries.Switching;

/// <summary>The guard that keeps compiled code from the host's system calls.</summary>
internal enum SystemCallGuardKind
{
    /// <summary>Nothing: the host has neither.</summary>
    None,

    /// <summary>The kernel's system call dispatch to user space (Linux 5.11 and later).</summary>
    Dispatch,

    /// <summary>A seccomp filter.</summary>
    Filter,
}
