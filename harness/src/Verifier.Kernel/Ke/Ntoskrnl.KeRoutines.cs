namespace Verifier.Kernel;

/// <content>Addresses of DPC, thread and worker routines.</content>
public abstract partial class Ntoskrnl
{
    internal ulong AddressOf(KDEFERRED_ROUTINE? routine) => AddressOf(routine, r => (dpc, context, argument1, argument2) =>
    {
        r(At(dpc), At(context), At(argument1), At(argument2));
        return 0;
    });

    internal ulong AddressOf(KSTART_ROUTINE? routine) => AddressOf(routine, r => (context, _, _, _) =>
    {
        r(At(context));
        return 0;
    });

    internal ulong AddressOf(WORKER_THREAD_ROUTINE? routine) => AddressOf(routine, r => (parameter, _, _, _) =>
    {
        r(At(parameter));
        return 0;
    });
}
