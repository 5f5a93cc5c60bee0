namespace Verifier.Kernel;

/// <summary>The variables of security that the kernel exports.</summary>
internal static class SecurityVariables
{
    /// <summary>SeExports: SE_EXPORTS, the LUIDs of privileges and the addresses of well-known SIDs.</summary>
    [DataExport]
    public static Pointer SeExports(Machine machine) => new(machine, machine.Security.Exports.Address);

    /// <summary>*SeTokenObjectType.</summary>
    [DataExport]
    public static Pointer SeTokenObjectType(Machine machine) => new(machine, machine.KernelData.ObjectType((int)ObjectKind.Token));
}
