namespace Verifier.Kernel;

/// <summary>Control bits of a stack location (harness/docs/facts/io.md#flags-and-types).</summary>
[Flags]
public enum SL_CONTROL : byte
{
    /// <summary>IoMarkIrpPending was called for this location.</summary>
    SL_PENDING_RETURNED = 0x01,

    /// <summary>Call the completion routine of a cancelled IRP.</summary>
    SL_INVOKE_ON_CANCEL = 0x20,

    /// <summary>Call the completion routine on success.</summary>
    SL_INVOKE_ON_SUCCESS = 0x40,

    /// <summary>Call the completion routine on error.</summary>
    SL_INVOKE_ON_ERROR = 0x80,
}
