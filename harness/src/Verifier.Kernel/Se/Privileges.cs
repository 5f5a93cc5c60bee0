namespace Verifier.Kernel;

/// <summary>Privileges by the low part of their LUIDs, and who holds them. The system's threads hold all.</summary>
internal static class Privileges
{
    public const uint Security = 8;
    public const uint TakeOwnership = 9;

    // Not an administrator's by default: creating tokens, primary tokens, locking memory, machine accounts, acting as part of the system,
    // permanent objects, audits, the directory service, delegation, credentials, labels.
    private static readonly HashSet<uint> NotOfAdministrators = [2, 3, 4, 6, 7, 16, 21, 26, 27, 31, 32];

    private const uint First = 2;
    private const uint Last = 36;

    /// <summary>True if an application, which an administrator runs, holds it.</summary>
    public static bool IsOfAdministrators(ulong luid) => luid is >= First and <= Last && !NotOfAdministrators.Contains((uint)luid);
}
