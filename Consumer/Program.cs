using CcDemo.Consumer;

return await ConsumerApp.RunAsync(args);
