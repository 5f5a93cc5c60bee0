namespace Verifier.Kernel;

/// <summary>
/// A model called a DDI that its Windows version does not have. A compiled driver with such an import would not load
/// (STATUS_DRIVER_ENTRYPOINT_NOT_FOUND); MmGetSystemRoutineAddress is how a driver asks first.
/// </summary>
internal sealed class MissingImport(Ddi ddi, SystemProfile profile) : KernelException(NTSTATUS.STATUS_DRIVER_ENTRYPOINT_NOT_FOUND)
{
    /// <inheritdoc/>
    public override string Message => $"{ddi.Name} does not exist on {profile.Name}; it came with {ddi.Since}. Ask MmGetSystemRoutineAddress first.";
}
