namespace Verifier.Kernel;

/// <summary>
/// The result of a must-succeed pool request of an unverified driver (harness/docs/facts/bugchecks.md#what-the-driver-did).
/// </summary>
public enum MustSucceedBehaviour
{
    /// <summary>Served like any request; bug check 0x41 when it cannot be filled. Windows 2000.</summary>
    CrashWhenShort,

    /// <summary>The request itself is bug check 0xC2/0x9A. Windows XP and later.</summary>
    Rejected,
}
