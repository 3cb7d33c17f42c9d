namespace AerNas.Data.Batches;

/// <summary>Makes items ahead of their consumer on the thread pool, a bounded number at a time, and hands them over in order.</summary>
internal static class Prefetch
{
    /// <summary>The items of steps <paramref name="from"/> to <paramref name="to"/> - 1. What a worker throws, the consumer gets.</summary>
    public static IEnumerable<T> InOrder<T>(int from, int to, int ahead, Func<int, T> make)
        where T : IDisposable
    {
        var pending = new Queue<Task<T>>();
        try
        {
            for (var next = from; next < to || pending.Count > 0;)
            {
                for (; next < to && pending.Count < ahead; next++)
                    pending.Enqueue(Start(next, make));
                var item = pending.Dequeue().GetAwaiter().GetResult();
                if (next < to)
                    pending.Enqueue(Start(next++, make));
                yield return item;
            }
        }
        finally
        {
            foreach (var task in pending)
                Discard(task);
        }
    }

    private static Task<T> Start<T>(int step, Func<int, T> make) => Task.Run(() => make(step));

    /// <summary>Waits for a task whose item nobody wants any more; an error in it no longer concerns anybody either.</summary>
    private static void Discard<T>(Task<T> task)
        where T : IDisposable
    {
        ((IAsyncResult)task).AsyncWaitHandle.WaitOne();
        if (task.IsCompletedSuccessfully)
            task.Result.Dispose();
    }
}
