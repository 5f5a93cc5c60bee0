namespace Verifier.Kernel;

/// <content>The thread's stack.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>
    /// A local variable that the kernel may be given the address of, on the stack of the running thread; sizes stand in
    /// <see cref="SizeOf"/>. Uninitialised, 16-byte aligned. It lives until the driver routine that the kernel called returns.
    /// </summary>
    public Pointer Local(int bytes) => At(Machine.Stacks.Push(Machine.Scheduler.Current, bytes));
}
